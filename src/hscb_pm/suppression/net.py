"""What somebody can work out of a table and its totals, exactly.

A table with a row and a column of totals is a net: each line adds up to its total, so a cell can
be larger only if others in its row and its column make up for it. Written with the totals
negative, each line adds up to 0, and the table is a flow from rows to columns; how far a cell can
move, given what is known of the others, is a largest flow. Such nets have whole-number answers.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from math import inf
from operator import add

Cell = tuple[int, int]
"""A cell by row and column; the last row and the last column are the totals."""

Bounds = tuple[float, float]
"""The least and the most that somebody knows a cell to be."""

Cost = tuple[int, ...]
"""What hiding a cell costs: whether it is a total, one cell, its number; added up part by part."""

_Step = tuple[Cell, int]  # a cell, and whether it grows (1) or shrinks (-1) on the scale of flows
_Node = tuple[int, int]  # (0, row) or (1, column)


def closed(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """The counts with their totals: of each row, of each column, and of all."""
    if not counts or not counts[0] or any(len(row) != len(counts[0]) for row in counts):
        raise ValueError("A table has rows of the same length, and at least one cell.")
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


class Net:
    """A table of which only bounds are known; `start` is one that keeps to them, if one has it."""

    def __init__(
        self, shape: Cell, bounds: Mapping[Cell, Bounds], start: Mapping[Cell, int] | None = None
    ) -> None:
        self.last_row, self.last_column = shape[0] - 1, shape[1] - 1
        self.cells = [(r, c) for r in range(shape[0]) for c in range(shape[1])]
        self.bounds = {cell: self._signed(cell, *bounds[cell]) for cell in self.cells}
        if start is None:
            self.flow = self._settled()
        else:
            self.flow = {cell: self._sign(cell) * start[cell] for cell in self.cells}

    def _sign(self, cell: Cell) -> int:
        return -1 if (cell[0] == self.last_row) != (cell[1] == self.last_column) else 1

    def _signed(self, cell: Cell, low: float, high: float) -> Bounds:
        return (low, high) if self._sign(cell) > 0 else (-high, -low)

    def interval(self, cell: Cell) -> Bounds:
        """The least and the most that a cell can be, whatever the others are."""
        sign, flow = self._sign(cell), self.flow[cell]
        ends = sorted(sign * (flow + way * self._room(cell, way, inf)[0]) for way in (1, -1))
        return ends[0], ends[1]

    def is_narrower(self, cell: Cell, width: float) -> bool:
        """Whether the cell is known more closely than that."""
        up = self._room(cell, 1, width)[0]
        return up < width and up + self._room(cell, -1, width - up)[0] < width

    def companions(self, cell: Cell, free: Mapping[Cell, Cost]) -> set[Cell]:
        """What to hide with a cell so that it can move further, at the least cost.

        `free` gives what may be hidden and its cost. Empty if nothing helps.
        """
        best: tuple[Cost, list[Cell]] | None = None
        for way in (1, -1):
            moved, flow = self._room(cell, way, inf)
            if moved == self._residual((cell, way), self.flow):
                continue  # the cell itself is at its end, not those it depends on
            found = self._cheapest(cell, way, flow, free)
            if found and (best is None or found < best):
                best = found
        return set(best[1]) if best else set()

    def _room(self, cell: Cell, way: int, enough: float) -> tuple[float, dict[Cell, float]]:
        """How far a cell can move one way, up to `enough`, and the flow that takes it there."""
        flow: dict[Cell, float] = dict(self.flow)
        most = min(enough, self._residual((cell, way), flow))
        source, target = _ends(cell, way)
        moved = 0.0
        while moved < most:
            path = self._path({source}, {target}, flow, without=cell)
            if path is None:
                break
            push = min(most - moved, self._capacity(path, flow))
            if push == inf:
                return inf, flow
            for other, step in path:
                flow[other] += step * push
            moved += push
        return moved, flow

    def _capacity(self, path: Sequence[_Step], flow: Mapping[Cell, float]) -> float:
        return min(self._residual(step, flow) for step in path)

    def _residual(self, step: _Step, flow: Mapping[Cell, float]) -> float:
        cell, way = step
        low, high = self.bounds[cell]
        return high - flow[cell] if way > 0 else flow[cell] - low

    def _steps(self, node: _Node) -> Iterator[tuple[_Step, _Node]]:
        """From a row each cell of it leads, growing, to its column; from a column, shrinking."""
        side, place = node
        if side == 0:
            for column in range(self.last_column + 1):
                yield ((place, column), 1), (1, column)
        else:
            for row in range(self.last_row + 1):
                yield ((row, place), -1), (0, row)

    def _path(
        self,
        sources: Collection[_Node],
        targets: Collection[_Node],
        flow: Mapping[Cell, float],
        without: Cell | None = None,
    ) -> list[_Step] | None:
        """The shortest way from a source to a target along cells that can still move."""
        came: dict[_Node, tuple[_Node, _Step] | None] = dict.fromkeys(sorted(sources))
        queue = list(came)
        for node in queue:
            if node in targets:
                return _back(came, node)
            for step, following in self._steps(node):
                seen = following in came or step[0] == without
                if not seen and self._residual(step, flow) > 0:
                    came[following] = node, step
                    queue.append(following)
        return None

    def _cheapest(
        self, cell: Cell, way: int, flow: Mapping[Cell, float], free: Mapping[Cell, Cost]
    ) -> tuple[Cost, list[Cell]] | None:
        """The cheapest way round by cells that move already and cells that may be hidden."""
        source, target = _ends(cell, way)
        order = count()  # so that equal costs are taken in the order found, always the same
        queue: list[tuple[Cost, int, _Node, tuple[Cell, ...]]] = [((0, 0, 0), 0, source, ())]
        settled: set[_Node] = set()
        while queue:
            cost, _, node, taken = heappop(queue)
            if node == target:
                return cost, list(taken)
            if node in settled:
                continue
            settled.add(node)
            for step, following in self._steps(node):
                other = step[0]
                if other == cell or following in settled:
                    continue
                if self._residual(step, flow) > 0:
                    heappush(queue, (cost, next(order), following, taken))
                elif other in free:
                    more = tuple(map(add, cost, free[other]))
                    heappush(queue, (more, next(order), following, (*taken, other)))
        return None

    def _settled(self) -> dict[Cell, float]:
        """Any table that keeps to the bounds: start near 0, then even out what does not add up."""
        flow = {cell: min(max(0, low), high) for cell, (low, high) in self.bounds.items()}
        over: dict[_Node, float] = {}
        for (row, column), amount in flow.items():
            over[0, row] = over.get((0, row), 0) - amount
            over[1, column] = over.get((1, column), 0) + amount
        while sources := {node for node, amount in over.items() if amount > 0}:
            targets = {node for node, amount in over.items() if amount < 0}
            path = self._path(sources, targets, flow)
            if path is None:
                raise ValueError("These figures do not add up: no table could have them.")
            first, last = _ends_of_path(path)
            push = min(over[first], -over[last], self._capacity(path, flow))
            for cell, step in path:
                flow[cell] += step * push
            over[first] -= push
            over[last] += push
        return flow


def _ends(cell: Cell, way: int) -> tuple[_Node, _Node]:
    """From where to where others have to make up for a cell that moves."""
    row, column = (0, cell[0]), (1, cell[1])
    return (column, row) if way > 0 else (row, column)


def _ends_of_path(path: Sequence[_Step]) -> tuple[_Node, _Node]:
    (first, way), (last, last_way) = path[0], path[-1]
    return _ends(first, -way)[0], _ends(last, -last_way)[1]


def _back(came: Mapping[_Node, tuple[_Node, _Step] | None], node: _Node) -> list[_Step]:
    path = []
    while link := came[node]:
        node, step = link
        path.append(step)
    return path[::-1]
