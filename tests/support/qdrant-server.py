"""Qdrant's own engine (PyPI: qdrant-edge-py) behind the REST routes that our client uses.

Prints its URL and the folder of its snapshots on standard output, a line each, and serves until its
standard input is closed. Options: --api-key KEY to ask for a key, --ignore-filters to search as if no
filter had been sent.
"""

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import qdrant_edge as edge

from qdrant_engine import Collection, Failure, describe_snapshot, from_point, snapshot_name, to_filter

VERSION = "1.18.0"
# The service's default (service.max_request_size_mb).
LARGEST_REQUEST = 32 * 1024 * 1024
COMPLETED = {"operation_id": 0, "status": "completed"}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.options = options
        self.folder = Path(folder)
        self.snapshots = self.folder / "snapshots"
        self.collections = {}
        self.aliases = {}
        # Collections and aliases change one after the other: no request sees half of a change of aliases.
        self.changing = threading.Lock()

    def collection(self, name):
        found = self.collections.get(self.aliases.get(name, name))
        if found is None:
            raise Failure(404, f"Not found: Collection `{name}` doesn't exist!")
        return found

    def new_folder(self):
        path = self.folder / str(time.monotonic_ns())
        path.mkdir()
        return path

    def create(self, name, body):
        if name in self.collections:
            raise Failure(409, f"Wrong input: Collection `{name}` already exists!")
        if name in self.aliases:
            raise Failure(
                400,
                f"Wrong input: Can't create collection with name {name}. Alias with the same name already exists",
            )
        self.collections[name] = Collection.create(self.new_folder(), body, self.options.ignore_filters)
        return True

    def drop(self, name):
        self.aliases = {alias: target for alias, target in self.aliases.items() if target != name}
        dropped = self.collections.pop(name, None)
        if dropped:
            dropped.close()
        return dropped is not None

    def change_aliases(self, actions):
        changed = dict(self.aliases)
        for action in actions:
            if "delete_alias" in action:
                changed.pop(action["delete_alias"]["alias_name"], None)
                continue
            alias, name = action["create_alias"]["alias_name"], action["create_alias"]["collection_name"]
            if name not in self.collections:
                raise Failure(404, f"Not found: Collection `{name}` doesn't exist!")
            if alias in self.collections:
                raise Failure(400, f"Wrong input: Collection `{alias}` already exists!")
            changed[alias] = name
        self.aliases = changed
        return True

    def take_snapshot(self, name):
        folder = self.snapshots / name
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / snapshot_name(name)
        self.collection(name).pack(path)
        return describe_snapshot(path)

    def list_snapshots(self, name):
        self.collection(name)
        return [describe_snapshot(path) for path in sorted((self.snapshots / name).glob("*.snapshot"))]

    def recover(self, name, location):
        path = Path(unquote(urlsplit(location).path)).resolve()
        if not location.startswith("file:") or not path.is_relative_to(self.snapshots.resolve()):
            raise Failure(403, "Forbidden: Snapshot file must be inside the snapshots directory")
        if not path.is_file():
            raise Failure(400, f"Bad request: Snapshot file {path} does not exist")
        recovered = Collection.unpack(self.new_folder(), path, self.options.ignore_filters)
        replaced = self.collections.pop(name, None)
        self.collections[name] = recovered
        if replaced:
            replaced.close()
        return True

    def route(self, method, path, body):
        match method, path:
            case "GET", []:
                return {"title": "qdrant - vector search engine", "version": VERSION}
            case "GET", ["healthz"]:
                return "healthz check passed"
            case "GET", ["collections"]:
                return {"collections": [{"name": name} for name in list(self.collections)]}
            case "GET", ["aliases"]:
                pairs = list(self.aliases.items())
                return {"aliases": [{"alias_name": alias, "collection_name": name} for alias, name in pairs]}
            case "POST", ["collections", "aliases"]:
                with self.changing:
                    return self.change_aliases(body["actions"])
            case "PUT", ["collections", name]:
                with self.changing:
                    return self.create(name, body)
            case "DELETE", ["collections", name]:
                with self.changing:
                    return self.drop(name)
            case "GET", ["collections", name]:
                return self.collection(name).describe()
            case "POST", ["collections", name, "snapshots"]:
                return self.take_snapshot(name)
            case "GET", ["collections", name, "snapshots"]:
                return self.list_snapshots(name)
            case "PUT", ["collections", name, "snapshots", "recover"]:
                with self.changing:
                    return self.recover(name, body["location"])
            case _, ["collections", name, *rest]:
                return route_in(self.collection(name), method, rest, body)
        raise Failure(404, "Not found")


def route_in(collection, method, path, body):
    match method, path:
        case "PUT", ["index"]:
            collection.index(body["field_name"], body["field_schema"])
            return COMPLETED
        case "PUT", ["points"]:
            collection.upsert(body["points"])
            return COMPLETED
        case "PUT", ["points", "vectors"]:
            collection.update_vectors(body["points"])
            return COMPLETED
        case "POST", ["points", "payload"]:
            filter = to_filter(body["filter"])
            collection.update(edge.UpdateOperation.set_payload_by_filter(filter, body["payload"]))
            return COMPLETED
        case "POST", ["points", "delete"]:
            collection.update(edge.UpdateOperation.delete_points_by_filter(to_filter(body["filter"])))
            return COMPLETED
        case "POST", ["points", "query", "batch"]:
            found = collection.query(body["searches"])
            return [{"points": [from_point(point) for point in points]} for points in found]
        case "POST", ["points", "count"]:
            return {"count": collection.count(body)}
        case "POST", ["points", "scroll"]:
            return collection.scroll(body)
        case "POST", ["facet"]:
            return {"hits": collection.facet(body)}
    raise Failure(404, "Not found")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave in one piece; in two, the second waits 40 ms for the first to be acknowledged.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do(self):
        start = time.monotonic()
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
        path = [unquote(part) for part in urlsplit(self.path).path.split("/") if part]
        try:
            self.authorize(path)
            if length > LARGEST_REQUEST:
                limit = f"is larger than allowed (limit: {LARGEST_REQUEST} bytes)"
                raise Failure(413, f"Payload error: JSON payload ({length} bytes) {limit}.")
            body = json.loads(raw) if raw else {}
            result = self.server.route(self.command, path, body)
            bare = path in ([], ["healthz"])
            content = result if bare else {"result": result, "status": "ok", "time": time.monotonic() - start}
            self.answer(200, content)
        except Failure as failure:
            self.answer(failure.status, {"status": {"error": failure.message}, "time": time.monotonic() - start})
        except Exception as error:  # The engine's own refusals.
            self.answer(400, {"status": {"error": f"Wrong input: {error}"}, "time": time.monotonic() - start})

    do_GET = do_PUT = do_POST = do_DELETE = do

    def authorize(self, path):
        key = self.server.options.api_key
        if key and path != ["healthz"] and self.headers.get("api-key") != key:
            raise Failure(401, "Must provide an API key or an Authorization bearer token")

    def answer(self, status, content):
        encoded = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "text/plain" if isinstance(content, str) else "application/json")
        self.send_header("content-length", str(len(encoded)))
        self.end_headers()
        self.wfile.write(encoded)

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--api-key")
    parser.add_argument("--ignore-filters", action="store_true")
    # In memory where the system has such a place: the engine flushes for every payload index.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = tempfile.mkdtemp(prefix="luodi-qdrant-", dir=memory)
    server = Server(parser.parse_args(), folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}\n{server.snapshots}", flush=True)
    try:
        # Ends with whoever started it, however that ended.
        sys.stdin.read()
    finally:
        server.shutdown()
        server.collections.clear()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
