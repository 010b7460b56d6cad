-- Overdue actions: how many of each board's actions are late, and by how many days.
-- Every board is in it, also one without any; the median is of the late ones.
with counted as (
  select
    board,
    sum(case when is_to_do then 1 else 0 end) as to_do,
    sum(case when days_late > 0 then 1 else 0 end) as overdue,
    max(days_late) as most_days_late
  from actions
  group by board
),
late as (
  select
    board,
    days_late,
    row_number() over (partition by board order by days_late) as place,
    count(*) over (partition by board) as many
  from actions
  where days_late > 0
),
middle as (
  select board, avg(days_late) as median_days_late
  from late
  where place * 2 between many and many + 2
  group by board
)
select
  boards.board,
  boards.as_at,
  coalesce(counted.to_do, 0) as to_do,
  coalesce(counted.overdue, 0) as overdue,
  1e2 * counted.overdue / nullif(counted.to_do, 0) as overdue_percent,
  middle.median_days_late,
  counted.most_days_late
from boards
left join counted on counted.board = boards.board
left join middle on middle.board = boards.board
order by overdue desc, boards.board
