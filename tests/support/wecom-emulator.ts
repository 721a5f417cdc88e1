import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { createWecomRoom, type WecomRoom } from './wecom-emulator-room.ts';
import { BODIES, type Frame, WECOM_ERRORS } from './wecom-emulator-rules.ts';

export interface WecomEmulator extends WecomRoom {
  url: string;
  botId: string;
  secret: string;
  /** Every frame of a client, in the order of arrival. */
  frames: Frame[];
  /** How many connections were made, and how many subscribed. */
  connections: { made: number; subscribed: number };
  /** The present connection is cut, as a network does. */
  cut(): void;
  /** Answers no ping from now on. */
  fallSilent(): void;
  /** What the next frames of a command are answered, one each. */
  refuse(cmd: string, ...errors: { errcode: number; errmsg: string }[]): void;
  close(): Promise<void>;
}

export interface WecomSetup {
  clock: () => Date;
  /** Subscriptions that are taken within ten seconds. */
  subscriptionsPerTenSeconds?: number;
}

const TEN_SECONDS = 10_000;

/** Starts the long connection of WeCom's AI bots on loopback, as its documentation describes it. */
export async function startWecomEmulator({
  clock,
  subscriptionsPerTenSeconds = 20,
}: WecomSetup): Promise<WecomEmulator> {
  const botId = 'aibot-1234';
  const secret = 'secret-of-the-bot';
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const frames: Frame[] = [];
  const connections = { made: 0, subscribed: 0 };
  const refusals = new Map<string, { errcode: number; errmsg: string }[]>();
  const subscriptions: number[] = [];
  let current: WebSocket | undefined;
  let isSilent = false;

  const push = (frame: Frame) => {
    if (!current) throw new Error('No bot is connected.');
    current.send(JSON.stringify(frame));
  };
  const room = createWecomRoom(clock, push);

  function subscribe(socket: WebSocket, frame: Frame): object {
    const now = clock().getTime();
    subscriptions.push(now);
    const recent = subscriptions.filter((at) => now - at < TEN_SECONDS);
    if (recent.length > subscriptionsPerTenSeconds) return WECOM_ERRORS.tooOften;
    const { data } = BODIES.subscribe.safeParse(frame.body);
    if (data?.bot_id !== botId || data.secret !== secret) return WECOM_ERRORS.badSecret;
    connections.subscribed += 1;
    if (current && current !== socket) {
      const event = { eventtype: 'disconnected_event' };
      push(room.eventFrame({ event }));
      current.close();
    }
    current = socket;
    return { errcode: 0, errmsg: 'ok' };
  }

  function answer(socket: WebSocket, frame: Frame): object | undefined {
    const refusal = refusals.get(frame.cmd ?? '')?.shift();
    if (refusal) return refusal;
    if (frame.cmd === 'aibot_subscribe') return subscribe(socket, frame);
    if (frame.cmd === 'ping') return isSilent ? undefined : { errcode: 0, errmsg: 'ok' };
    if (socket !== current) return WECOM_ERRORS.badSecret;
    return room.answer(frame);
  }

  server.on('connection', (socket) => {
    connections.made += 1;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      frames.push(frame);
      const result = answer(socket, frame);
      if (result) socket.send(JSON.stringify({ headers: frame.headers, ...result }));
    });
    socket.on('close', () => {
      if (current === socket) current = undefined;
    });
  });
  return Object.assign(room, {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    botId,
    secret,
    frames,
    connections,
    cut: () => current?.terminate(),
    fallSilent() {
      isSilent = true;
    },
    refuse: (cmd: string, ...errors: { errcode: number; errmsg: string }[]) =>
      void refusals.set(cmd, [...(refusals.get(cmd) ?? []), ...errors]),
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
