"""The regression of rows on controls."""

import numpy as np

from termwise.measure.control_variates import coefficients
from tests.engine.simulate.numpy_job import uniforms


def test_coefficients_are_those_of_least_squares() -> None:
    u = np.stack([uniforms(1, stream, 0, 500) for stream in range(6)])
    controls = np.stack([u[0], u[1], u[0] + 2 * u[1], np.full(500, 3.0), u[2]])
    values = np.stack([3 * u[0] - u[2] + 0.1 * u[3], u[4], 2 * controls[2]])
    found = coefficients(values, controls)
    design = np.column_stack([np.ones(500), u[0], u[1], u[2]])
    for row, weights in zip(values, found, strict=True):
        best, *_ = np.linalg.lstsq(design, row, rcond=None)
        fitted = weights @ controls
        assert np.allclose(fitted - fitted.mean(), design @ best - row.mean(), atol=1e-9)
    assert (found[:, 3] == 0).all()
    assert (found == 0).all(axis=0).sum() == 2  # the constant, and one of the three that make each other up
