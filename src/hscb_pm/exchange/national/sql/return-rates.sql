-- Section 11 returns: how many of those asked for have come, year by year.
-- The percentages are of the returns that have fallen due; one still awaited counts in neither.
with counted as (
  select
    financial_year,
    count(distinct board) as boards,
    count(*) as asked,
    sum(case when state = 'on-time' then 1 else 0 end) as on_time,
    sum(case when state = 'late' then 1 else 0 end) as late,
    sum(case when state = 'overdue' then 1 else 0 end) as overdue,
    sum(case when state = 'awaited' then 1 else 0 end) as awaited,
    sum(case when state = 'not-known' then 1 else 0 end) as not_known
  from returns
  group by financial_year
)
select
  *,
  1e2 * (on_time + late) / nullif(on_time + late + overdue, 0) as came_percent,
  1e2 * on_time / nullif(on_time + late + overdue, 0) as on_time_percent
from counted
order by financial_year
