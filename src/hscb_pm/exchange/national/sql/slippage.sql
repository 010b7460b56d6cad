-- Slippage: how many of each board's actions were moved from their first date, and how far.
-- Every board is in it, also one without any; the median is of those that were moved.
with counted as (
  select
    board,
    count(*) as actions,
    sum(case when moves > 0 then 1 else 0 end) as moved,
    sum(moves) as moves,
    max(case when moves > 0 then days_moved end) as most_days_moved
  from actions
  group by board
),
moved as (
  select
    board,
    days_moved,
    row_number() over (partition by board order by days_moved) as place,
    count(*) over (partition by board) as many
  from actions
  where moves > 0
),
middle as (
  select board, avg(days_moved) as median_days_moved
  from moved
  where place * 2 between many and many + 2
  group by board
)
select
  boards.board,
  coalesce(counted.actions, 0) as actions,
  coalesce(counted.moved, 0) as moved,
  1e2 * counted.moved / nullif(counted.actions, 0) as moved_percent,
  coalesce(counted.moves, 0) as moves,
  middle.median_days_moved,
  counted.most_days_moved
from boards
left join counted on counted.board = boards.board
left join middle on middle.board = boards.board
order by moved_percent desc nulls last, boards.board
