"""Collections over Qdrant's own engine (PyPI: qdrant-edge-py), which knows a single shard and no more:
what a server adds (several shards, snapshots) is here as the service documents it."""

import datetime
import heapq
import json
import shutil
import tarfile
import threading
import zlib

import qdrant_edge as edge

SCHEMAS = {"keyword": edge.PayloadSchemaType.Keyword, "integer": edge.PayloadSchemaType.Integer}
PARAMS = {
    "vectors": {},
    "sparse_vectors": {},
    "shard_number": 1,
    "replication_factor": 1,
    "write_consistency_factor": 1,
    "on_disk_payload": True,
}
HNSW = {"m": 16, "ef_construct": 100, "full_scan_threshold": 10000, "max_indexing_threads": 0, "on_disk": False}

# Python 3.11.4 and later keep archives from writing elsewhere; Debian 12 has 3.11.2, and these archives are our own.
DATA_ONLY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class Failure(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


class Collection:
    def __init__(self, path, config, ignore_filters=False, load=False):
        self.path = path
        self.config = config
        self.ignore_filters = ignore_filters
        self.schema = {}
        params = config["params"]
        self.dimensions = {name: vector["size"] for name, vector in params["vectors"].items()}
        self.names = set(self.dimensions) | set(params["sparse_vectors"])
        self.shards = []
        for number in range(params["shard_number"]):
            folder = path / str(number)
            folder.mkdir(parents=True, exist_ok=True)
            arguments = [] if load else [to_edge_config(config)]
            opened = (edge.EdgeShard.load if load else edge.EdgeShard.create)(str(folder), *arguments)
            self.shards.append(opened)
        # The engine may be read by several threads; writes go one by one, as on a server.
        self.writing = threading.Lock()

    @staticmethod
    def create(path, body, ignore_filters):
        known = {*PARAMS, "hnsw_config", "quantization_config"}
        if set(body) - known:
            raise Failure(400, f"Format error in JSON body: unknown field {set(body) - known}")
        config = {
            "params": {name: body.get(name, default) for name, default in PARAMS.items()},
            "hnsw_config": {**HNSW, **body.get("hnsw_config", {})},
            "quantization_config": body.get("quantization_config"),
        }
        return Collection(path, config, ignore_filters)

    @staticmethod
    def unpack(path, archive, ignore_filters):
        with tarfile.open(archive) as tar:
            tar.extractall(path, **DATA_ONLY)
        described = json.loads((path / "collection.json").read_text())
        collection = Collection(path, described["config"], ignore_filters, load=True)
        collection.schema = described["schema"]
        return collection

    def pack(self, archive):
        with self.writing:
            for shard in self.shards:
                shard.flush()
            (self.path / "collection.json").write_text(json.dumps({"config": self.config, "schema": self.schema}))
            with tarfile.open(archive, "w") as tar:
                tar.add(self.path, arcname=".")

    def close(self):
        for shard in self.shards:
            shard.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def update(self, operation):
        with self.writing:
            for shard in self.shards:
                shard.update(operation)

    def update_points(self, points, to_operation):
        """Points go to the shard that their id chooses."""
        by_shard = {}
        for point in points:
            number = zlib.crc32(str(point.id).encode()) % len(self.shards)
            by_shard.setdefault(number, []).append(point)
        with self.writing:
            for number, own in by_shard.items():
                self.shards[number].update(to_operation(own))

    def index(self, field, kind):
        self.update(edge.UpdateOperation.create_field_index(field, SCHEMAS[kind]))
        self.schema[field] = {"data_type": kind, "points": 0}

    def check(self, name, vector):
        if name not in self.names:
            raise Failure(400, f"Wrong input: Not existing vector name error: {name}")
        size = self.dimensions.get(name)
        if size is not None and len(vector) != size:
            raise Failure(400, f"Wrong input: Vector dimension error: expected dim: {size}, got {len(vector)}")

    def upsert(self, points):
        converted = []
        for point in points:
            for name, vector in point["vector"].items():
                self.check(name, vector)
            vectors = {name: to_vector(vector) for name, vector in point["vector"].items()}
            converted.append(edge.Point(id=point["id"], vector=vectors, payload=point.get("payload")))
        self.update_points(converted, edge.UpdateOperation.upsert_points)

    def update_vectors(self, points):
        changed = [
            edge.PointVectors(point["id"], {name: to_vector(part) for name, part in point["vector"].items()})
            for point in points
        ]
        self.update_points(changed, edge.UpdateOperation.update_vectors)

    def query(self, requests):
        batch = edge.QueryBatchRequest([self.to_query(request) for request in requests])
        by_shard = [shard.query_batch(batch) for shard in self.shards]
        return [
            heapq.nsmallest(request.get("limit", 10), (p for found in by_shard for p in found[at]), lambda p: -p.score)
            for at, request in enumerate(requests)
        ]

    def to_query(self, request):
        self.check(request["using"], request["query"])
        params = request.get("params") or {}
        quantization = params.get("quantization")
        return edge.QueryRequest(
            limit=request.get("limit", 10),
            query=edge.Query.Nearest(to_vector(request["query"]), using=request["using"]),
            filter=None if self.ignore_filters else to_filter(request.get("filter")),
            params=edge.SearchParams(
                exact=params.get("exact", False),
                hnsw_ef=params.get("hnsw_ef"),
                quantization=edge.QuantizationSearchParams(**quantization) if quantization else None,
            ),
            with_payload=request.get("with_payload", False),
            with_vector=request.get("with_vector", False),
        )

    def count(self, request=None):
        request = request or {}
        counting = edge.CountRequest(exact=request.get("exact", True), filter=to_filter(request.get("filter")))
        return sum(shard.count(counting) for shard in self.shards)

    def facet(self, request):
        if request["key"] not in self.schema:
            raise Failure(400, f"Bad request: No appropriate index for faceting: `{request['key']}`")
        # What several shards hold of a value is added up, so that none may leave any out.
        asked = edge.FacetRequest(request["key"], limit=1 << 30, exact=request.get("exact", False))
        counts = {}
        for shard in self.shards:
            for hit in shard.facet(asked).hits:
                counts[hit.value] = counts.get(hit.value, 0) + hit.count
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: request.get("limit", 10)]
        return [{"value": value, "count": count} for value, count in best]

    def scroll(self, request):
        limit = request.get("limit", 10)
        asked = edge.ScrollRequest(
            offset=request.get("offset"),
            limit=limit,
            filter=to_filter(request.get("filter")),
            with_payload=request.get("with_payload", True),
            with_vector=request.get("with_vector", False),
        )
        pages = [shard.scroll(asked) for shard in self.shards]
        records = sorted((record for page, _ in pages for record in page), key=lambda record: str(record.id))
        later = [str(record.id) for record in records[limit:]] + [str(next) for _, next in pages if next]
        points = [
            {"id": str(record.id), "payload": record.payload, "vector": from_vector(record.vector)}
            for record in records[:limit]
        ]
        return {"points": points, "next_page_offset": min(later, default=None)}

    def describe(self):
        infos = [shard.info() for shard in self.shards]
        return {
            "status": "green",
            "optimizer_status": "ok",
            "points_count": sum(info.points_count for info in infos),
            "indexed_vectors_count": sum(info.indexed_vectors_count for info in infos),
            "segments_count": sum(info.segments_count for info in infos),
            "config": self.config,
            "payload_schema": self.schema,
        }


def snapshot_name(collection):
    now = datetime.datetime.now(datetime.timezone.utc)
    return f"{collection}-1-{now:%Y-%m-%d-%H-%M-%S-%f}.snapshot"


def describe_snapshot(path):
    facts = path.stat()
    created = datetime.datetime.fromtimestamp(facts.st_mtime, datetime.timezone.utc)
    return {"name": path.name, "creation_time": f"{created:%Y-%m-%dT%H:%M:%S}", "size": facts.st_size}


def to_edge_config(config):
    params, hnsw = config["params"], config["hnsw_config"]
    vectors = {
        name: edge.EdgeVectorParams(
            size=vector["size"], distance=getattr(edge.Distance, vector["distance"]), on_disk=vector.get("on_disk")
        )
        for name, vector in params["vectors"].items()
    }
    sparse = {
        name: edge.EdgeSparseVectorParams(
            modifier=edge.Modifier.Idf if vector.get("modifier") == "idf" else None,
            on_disk=(vector.get("index") or {}).get("on_disk"),
        )
        for name, vector in params["sparse_vectors"].items()
    }
    return edge.EdgeConfig(
        vectors=vectors,
        sparse_vectors=sparse,
        on_disk_payload=params["on_disk_payload"],
        hnsw_config=edge.HnswIndexConfig(**hnsw),
        quantization_config=to_quantization(config["quantization_config"]),
    )


def to_quantization(given):
    if given is None:
        return None
    if "scalar" in given:
        scalar = dict(given["scalar"])
        if scalar.pop("type") != "int8":
            raise Failure(400, "Format error in JSON body: unknown scalar type")
        return edge.ScalarQuantizationConfig(edge.ScalarType.Int8, **scalar)
    return edge.BinaryQuantizationConfig(**given["binary"])


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
