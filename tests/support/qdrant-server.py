"""Qdrant's own engine (PyPI: qdrant-edge-py) behind the REST routes that our client uses.

Prints its URL on standard output and serves until its standard input is closed. Options:
--api-key KEY to ask for a key, --fail-writes N to answer the first N writes with 503, --ignore-filters
to search as if no filter had been sent.
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

VERSION = "1.18.0"
SCHEMAS = {"keyword": edge.PayloadSchemaType.Keyword, "integer": edge.PayloadSchemaType.Integer}


class Failure(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


class Collection:
    def __init__(self, path, config, ignore_filters):
        self.config = config
        self.ignore_filters = ignore_filters
        self.schema = {}
        vectors = {
            name: edge.EdgeVectorParams(size=params["size"], distance=getattr(edge.Distance, params["distance"]))
            for name, params in (config.get("vectors") or {}).items()
        }
        sparse = {
            name: edge.EdgeSparseVectorParams(
                modifier=edge.Modifier.Idf if (params or {}).get("modifier") == "idf" else None
            )
            for name, params in (config.get("sparse_vectors") or {}).items()
        }
        self.names = set(vectors) | set(sparse)
        self.dimensions = {name: params["size"] for name, params in (config.get("vectors") or {}).items()}
        self.shard = edge.EdgeShard.create(str(path), edge.EdgeConfig(vectors=vectors, sparse_vectors=sparse))
        # The engine may be read by several threads; writes go one by one, as on a server.
        self.writing = threading.Lock()

    def update(self, operation):
        with self.writing:
            self.shard.update(operation)

    def check(self, name, vector):
        if name not in self.names:
            raise Failure(400, f"Wrong input: Not existing vector name error: {name}")
        size = self.dimensions.get(name)
        if size is not None and len(vector) != size:
            raise Failure(
                400, f"Wrong input: Vector dimension error: expected dim: {size}, got {len(vector)}"
            )

    def upsert(self, points):
        converted = []
        for point in points:
            for name, vector in point["vector"].items():
                self.check(name, vector)
            vectors = {name: to_vector(vector) for name, vector in point["vector"].items()}
            converted.append(edge.Point(id=point["id"], vector=vectors, payload=point.get("payload")))
        self.update(edge.UpdateOperation.upsert_points(converted))

    def query(self, requests):
        return self.shard.query_batch(edge.QueryBatchRequest([self.to_query(request) for request in requests]))

    def to_query(self, request):
        self.check(request["using"], request["query"])
        params = request.get("params") or {}
        return edge.QueryRequest(
            limit=request.get("limit", 10),
            query=edge.Query.Nearest(to_vector(request["query"]), using=request["using"]),
            filter=None if self.ignore_filters else to_filter(request.get("filter")),
            params=edge.SearchParams(exact=params.get("exact", False)),
            with_payload=request.get("with_payload", False),
            with_vector=request.get("with_vector", False),
        )


def to_vector(vector):
    if isinstance(vector, dict):
        return edge.SparseVector(vector["indices"], vector["values"])
    return vector


def to_filter(given):
    if given is None:
        return None
    unknown = set(given) - {"must", "should", "must_not"}
    if unknown:
        raise Failure(400, f"Format error in JSON body: unknown field {unknown}")
    parts = {name: [to_condition(item) for item in as_list(items)] for name, items in given.items()}
    return edge.Filter(**parts)


def as_list(items):
    return items if isinstance(items, list) else [items]


def to_condition(given):
    if "match" in given:
        match = given["match"]
        wanted = edge.MatchAny(match["any"]) if "any" in match else edge.MatchValue(match["value"])
        return edge.FieldCondition(key=given["key"], match=wanted)
    if "range" in given:
        return edge.FieldCondition(key=given["key"], range=edge.RangeFloat(**given["range"]))
    raise Failure(400, f"Format error in JSON body: unknown condition {given}")


def from_vector(vector):
    if isinstance(vector, dict):
        return {name: from_vector(part) for name, part in vector.items()}
    if isinstance(vector, edge.SparseVector):
        return {"indices": vector.indices, "values": vector.values}
    return vector


def from_point(point):
    result = {"id": str(point.id), "version": point.version, "score": point.score}
    if point.payload is not None:
        result["payload"] = point.payload
    if point.vector is not None:
        result["vector"] = from_vector(point.vector)
    return result


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.options = options
        self.folder = Path(folder)
        self.collections = {}
        self.creating = threading.Lock()
        self.writes_to_fail = options.fail_writes

    def collection(self, name):
        if name not in self.collections:
            raise Failure(404, f"Not found: Collection `{name}` doesn't exist!")
        return self.collections[name]

    def create(self, name, config):
        with self.creating:
            if name in self.collections:
                raise Failure(409, f"Wrong input: Collection `{name}` already exists!")
            path = self.folder / str(time.monotonic_ns())
            path.mkdir()
            self.collections[name] = Collection(path, config, self.options.ignore_filters)
        return True

    def route(self, method, path, body):
        match method, path:
            case "GET", []:
                return {"title": "qdrant - vector search engine", "version": VERSION}
            case "GET", ["healthz"]:
                return "healthz check passed"
            case "PUT", ["collections", name]:
                return self.create(name, body)
            case "DELETE", ["collections", name]:
                return self.collections.pop(name, None) is not None
            case "GET", ["collections", name, "exists"]:
                return {"exists": name in self.collections}
            case "GET", ["collections", name]:
                return self.describe(self.collection(name))
            case _, ["collections", name, *rest]:
                return self.route_in(self.collection(name), method, rest, body)
        raise Failure(404, "Not found")

    def describe(self, collection):
        info = collection.shard.info()
        return {
            "status": "green",
            "optimizer_status": "ok",
            "points_count": info.points_count,
            "indexed_vectors_count": info.indexed_vectors_count,
            "segments_count": info.segments_count,
            "config": {
                "params": {
                    "vectors": collection.config.get("vectors") or {},
                    "sparse_vectors": collection.config.get("sparse_vectors") or {},
                }
            },
            "payload_schema": collection.schema,
        }

    def route_in(self, collection, method, path, body):
        match method, path:
            case "PUT", ["index"]:
                kind = body["field_schema"]
                collection.update(edge.UpdateOperation.create_field_index(body["field_name"], SCHEMAS[kind]))
                collection.schema[body["field_name"]] = {"data_type": kind, "points": 0}
                return {"operation_id": 0, "status": "completed"}
            case "PUT", ["points"]:
                if self.writes_to_fail > 0:
                    self.writes_to_fail -= 1
                    raise Failure(503, "Service unavailable")
                collection.upsert(body["points"])
                return {"operation_id": 0, "status": "completed"}
            case "PUT", ["points", "vectors"]:
                changed = [
                    edge.PointVectors(point["id"], {name: to_vector(part) for name, part in point["vector"].items()})
                    for point in body["points"]
                ]
                collection.update(edge.UpdateOperation.update_vectors(changed))
                return {"operation_id": 0, "status": "completed"}
            case "POST", ["points", "payload"]:
                collection.update(
                    edge.UpdateOperation.set_payload_by_filter(to_filter(body["filter"]), body["payload"])
                )
                return {"operation_id": 0, "status": "completed"}
            case "POST", ["points", "delete"]:
                collection.update(edge.UpdateOperation.delete_points_by_filter(to_filter(body["filter"])))
                return {"operation_id": 0, "status": "completed"}
            case "POST", ["points", "query"]:
                return {"points": [from_point(point) for point in collection.query([body])[0]]}
            case "POST", ["points", "query", "batch"]:
                found = collection.query(body["searches"])
                return [{"points": [from_point(point) for point in points]} for points in found]
            case "POST", ["points", "count"]:
                request = edge.CountRequest(exact=body.get("exact", True), filter=to_filter(body.get("filter")))
                return {"count": collection.shard.count(request)}
            case "POST", ["points", "scroll"]:
                request = edge.ScrollRequest(
                    offset=body.get("offset"),
                    limit=body.get("limit", 10),
                    filter=to_filter(body.get("filter")),
                    with_payload=body.get("with_payload", True),
                    with_vector=body.get("with_vector", False),
                )
                records, following = collection.shard.scroll(request)
                points = [
                    {"id": str(record.id), "payload": record.payload, "vector": from_vector(record.vector)}
                    for record in records
                ]
                return {"points": points, "next_page_offset": following and str(following)}
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
    parser.add_argument("--fail-writes", type=int, default=0)
    parser.add_argument("--ignore-filters", action="store_true")
    # In memory where the system has such a place: the engine flushes for every payload index.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = tempfile.mkdtemp(prefix="luodi-qdrant-", dir=memory)
    server = Server(parser.parse_args(), folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        # Ends with whoever started it, however that ended.
        sys.stdin.read()
    finally:
        server.shutdown()
        server.collections.clear()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
