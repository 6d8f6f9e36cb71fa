"""Prints what xarray sees in a posterior's file: read_posterior.py FILE ENGINE.

First the attributes, then a line for each variable: group, name, type, unit, dimensions, labels, mean, last value.
"""
import sys

import h5netcdf
import netCDF4
import numpy
import xarray

OWN = ("diagnostics_failed", "diagnostics_passed", "forced")


def attributes(path, engine):
    with xarray.open_dataset(path, engine=engine) as root:
        keys = sorted(set(root.attrs) - set(OWN)) + list(OWN)
        for key in keys:
            print(key, root.attrs[key][:40] if key not in OWN else root.attrs[key].replace("\n", "|"))


def groups(path, engine):
    """ArviZ asks for the groups first, and opens each as variables() does."""
    with (netCDF4.Dataset if engine == "netcdf4" else h5netcdf.File)(path, "r") as file:
        assert list(file.groups) == ["posterior", "sample_stats"], list(file.groups)


def variables(path, engine, group):
    with xarray.open_dataset(path, group=group, engine=engine) as data:
        data.load()
    assert list(data.chain.values) == list(range(data.sizes["chain"]))
    assert list(data.draw.values) == list(range(data.sizes["draw"]))
    for name, array in data.data_vars.items():
        unit = array.attrs.get("units", array.attrs.get("unit", "-"))
        labels = "".join(" [" + " ".join(map(str, array[dim].values)) + "]" for dim in array.dims[2:])
        mean = array.values.astype(numpy.float64).mean()
        dims = " ".join(array.dims)
        print(f"{group} {name} {array.dtype} {unit} ({dims}){labels} {mean:.12g} {float(array.values.flat[-1]):.12g}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    attributes(*sys.argv[1:3])
    groups(*sys.argv[1:3])
    variables(*sys.argv[1:3], "posterior")
    variables(*sys.argv[1:3], "sample_stats")
