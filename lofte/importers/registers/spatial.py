"""GeoJSON, GeoPackage, shapefile and KML through GDAL, and Parquet through Arrow."""

import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from lofte.importers.registers.columns import no_rows
from lofte.importers.registers.raw import GEOMETRY, Limits, Texts, unique_names
from lofte.importers.registers.sentences import ImportRefused, Sentence, number, refuse
from lofte.importers.registers.sheets import cell_text
from lofte.places.crs import WGS84, UnknownSystem, normalise

_BROKEN = (ValueError, RuntimeError)  # what GDAL raises is of these two
_POINT, _MULTIPOINT = 0, 4
_AREAS = (3, 6)
_THIS_AGE = tuple(int(np.datetime64(day, "s").astype(np.int64)) for day in ("1900", "2200"))
_NAMES = {"geojson": "GeoJSON", "gpkg": "GeoPackage", "shp": "en shapefil", "kml": "KML"}


def areas_not_points() -> ImportRefused:
    return refuse(
        "Filen innehåller ytor, inte punkter.",
        "The file holds areas, not points.",
        "Läs in den som områden i stället: under Inställningar, eller med kommandot lofte areas.",
        "Import it as areas instead: under Settings, or with the command lofte areas.",
    )


def _unreadable(form: str) -> ImportRefused:
    form = _NAMES.get(form, form)
    return refuse(
        f"Filen ser ut som {form} men går inte att läsa: den är trasig eller avbruten.",
        f"The file looks like {form} but cannot be read: it is damaged or cut short.",
        "Hämta filen igen, eller be avsändaren att skicka den på nytt.",
        "Fetch the file again, or ask the sender for a new one.",
    )


def rightly_named(path: Path, form: str, folder: Path) -> Path:
    """The same file under a name that ends as its content does: GDAL believes names."""
    if form == "shp" or path.suffix.lower() == f".{form}":
        return path
    link = folder / f"named.{form}"
    try:
        link.symlink_to(path.resolve())
    except OSError:  # pragma: no cover - a file system without links
        shutil.copyfile(path, link)
    return link


def layers(path: Path, form: str) -> list[str]:
    """Names of the layers of a spatial file. Raises ImportRefused."""
    import pyogrio  # brings pandas with it, which no other file needs

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    except _BROKEN as error:
        raise _unreadable(form) from error


def read_layer(path: Path, form: str, layer: str) -> tuple[dict[str, Any], Any, list[Any]]:
    """(what GDAL says about it, geometries, columns); its warnings become silence, because the
    rows themselves are checked afterwards. Raises ImportRefused."""
    import pyogrio

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _, shapes, columns = pyogrio.raw.read(
                path, layer=layer, force_2d=True, datetime_as_string=True
            )
            return meta, None if shapes is None else shapely.from_wkb(shapes), columns
    except (*_BROKEN, shapely.errors.ShapelyError) as error:
        raise _unreadable(form) from error


def read_spatial(path: Path, form: str, limits: Limits, sheet: str | None) -> dict[str, Any]:
    """The parts of a RawTable that a spatial file of points gives. Raises ImportRefused."""
    found = layers(path, form)
    if not found:
        raise no_rows()
    if sheet is not None and sheet not in found:
        raise refuse(
            f"Filen har inget lager som heter ”{sheet}”.",
            f"The file has no layer called “{sheet}”.",
            "Välj ett av lagren: " + ", ".join(found) + ".",
            "Choose one of the layers: " + ", ".join(found) + ".",
        )
    layer = sheet or found[0]
    meta, shapes, columns = read_layer(path, form, layer)
    count = len(shapes) if shapes is not None else len(columns[0]) if columns else 0
    if not count:
        raise no_rows()
    names = unique_names([str(name) for name in meta["fields"]])
    texts = {name: _texts(values) for name, values in zip(names, columns, strict=True)}
    parts = {"columns": texts, "rows": np.arange(1, count + 1), "format": form}
    notes = () if len(found) == 1 or sheet else (_several(layer, found),)
    sheets = tuple((name, 0) for name in found) if len(found) > 1 else ()
    parts |= {"sheet": layer, "sheets": sheets, "encoding": "utf-8", "notes": notes}
    return parts | _geometry(shapes, meta) | {"types": _types(names, meta)}


def _types(names: list[str], meta: dict[str, Any]) -> dict[str, str]:
    dtypes = [str(dtype) for dtype in meta["dtypes"]]
    kinds = {"d": "timestamp", "i": "number", "f": "number"}
    return {n: kinds[t[0]] for n, t in zip(names, dtypes, strict=True) if t[0] in kinds}


def _several(layer: str, found: list[str]) -> Sentence:
    return Sentence(
        f"Filen har flera lager: {', '.join(found)}. Löfte läste ”{layer}” och inget annat.",
        f"The file has several layers; only “{layer}” was read.",
    )


def _geometry(shapes: NDArray[Any] | None, meta: dict[str, Any]) -> dict[str, Any]:
    if shapes is None or not (~(shapely.is_missing(shapes) | shapely.is_empty(shapes))).any():
        return {}
    filled = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    kinds = shapely.get_type_id(shapes)
    if np.isin(kinds[filled], _AREAS).any():
        raise areas_not_points()
    many = shapely.get_num_geometries(shapes) > 1
    if (~np.isin(kinds[filled], (_POINT, _MULTIPOINT))).any() or (many & filled).any():
        raise refuse(
            "Filen innehåller linjer eller flera punkter per rad, inte en punkt per rad.",
            "The file holds lines or several points per row, not one point per row.",
            "Be avsändaren om en punkt per händelse.",
            "Ask the sender for one point per event.",
        )
    single = np.where(kinds == _MULTIPOINT, shapely.get_geometry(shapes, 0), shapes)
    points = shapely.get_x(single), shapely.get_y(single)
    return {"points": points, "geometry": GEOMETRY, "crs": stated_system(meta)}


def stated_system(meta: dict[str, Any]) -> str | None:
    if not meta.get("crs"):
        return None
    try:
        return normalise(str(meta["crs"]))
    except UnknownSystem:
        return None


def _texts(values: Any) -> pa.Array:
    if values.dtype.kind == "f":
        values = [None if np.isnan(value) else float(value) for value in values]
    elif values.dtype.kind in "iub":
        values = values.tolist()
    return pa.array([cell_text(value) for value in values], pa.string())


def read_parquet(path: Path, limits: Limits) -> dict[str, Any]:
    """The parts of a RawTable that a Parquet file gives. Raises ImportRefused."""
    try:
        file = pq.ParquetFile(path)
        unpacked = sum(
            file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)
        )
        if unpacked > limits.unpacked or file.metadata.num_rows > limits.rows:
            raise refuse(
                f"Filen har {number(file.metadata.num_rows)} rader; det är fler än vad som ryms.",
                f"The file has {file.metadata.num_rows} rows, more than can be held.",
                "Dela filen, till exempel per år.",
                "Split the file, for instance per year.",
            )
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreadable("Parquet") from error
    if not table.num_rows:
        raise no_rows()
    names = unique_names(table.column_names)
    types = {n: _arrow_kind(t) for n, t in zip(names, table.schema.types, strict=True)}
    parts: dict[str, Any] = {"rows": np.arange(1, table.num_rows + 1), "format": "parquet"}
    parts["types"] = {name: kind for name, kind in types.items() if kind}
    points = _wkb_points(table, names)
    own = points.pop("_at", None)
    kept = {names[i]: _whole(table.column(i)) for i in range(len(names)) if i != own}
    try:
        parts["typed"] = {n: t for n, c in kept.items() if (t := _typed(c)) is not None}
        plain = {n: c if n in parts["typed"] else _arrow_text(c) for n, c in kept.items()}
    except pa.ArrowException as error:
        raise _unreadable("Parquet") from error
    parts["columns"] = Texts(plain, _arrow_text)
    return parts | points


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _typed(column: pa.Array) -> pa.Array | None:
    """Numbers and times as they are kept: nothing is to be read out of a text."""
    kind = column.type
    if pa.types.is_floating(kind):
        return column.cast(pa.float64())
    if pa.types.is_timestamp(kind):
        plain = _seconds(column)
        first, last = pc.min_max(plain.cast(pa.int64())).as_py().values()
        if first is not None and _THIS_AGE[0] <= first <= last < _THIS_AGE[1]:
            return plain
    return None


def _seconds(column: pa.Array) -> pa.Array:
    """Whole seconds; stored in UTC, whatever the zone is called."""
    return column.cast(pa.timestamp("us"), safe=False).cast(pa.timestamp("s"), safe=False)


def _wkb_points(table: pa.Table, names: list[str]) -> dict[str, Any]:
    """A GeoParquet file keeps its points as WKB, in longitude and latitude unless it says else."""
    for index, (name, kind) in enumerate(zip(names, table.schema.types, strict=True)):
        if name.lower() in {"geometry", "geom", "wkb"} and pa.types.is_binary(kind):
            try:
                shapes = shapely.from_wkb(table.column(index).to_numpy())
            except (shapely.errors.ShapelyError, TypeError) as error:
                raise _unreadable("Parquet") from error
            said = (table.schema.metadata or {}).get(b"geo", b"")
            crs = WGS84 if b'"crs"' not in said or b"CRS84" in said else None
            return _geometry(shapes, {"crs": crs}) | {"_at": index}
    return {}


def _arrow_kind(kind: pa.DataType) -> str:
    if pa.types.is_timestamp(kind):
        return "timestamp UTC" if kind.tz else "timestamp"
    return "number" if pa.types.is_integer(kind) or pa.types.is_floating(kind) else ""


def _arrow_text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_string(kind):
        return pc.fill_null(column, "")
    if pa.types.is_timestamp(kind):
        text = _seconds(column).cast(pa.string())
        if kind.tz:  # stored in UTC whatever the zone is called
            text = pc.binary_join_element_wise(text, "Z", "")
    elif pa.types.is_floating(kind):
        return _texts(column.to_numpy(zero_copy_only=False))
    elif pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        text = pa.array([""] * len(column), pa.string())
    else:
        text = column.cast(pa.string())
    return pc.fill_null(text, "")
