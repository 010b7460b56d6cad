-- Indicators: how the latest figures of all boards are spread, from the least to the most.
-- Only figures that are counted alike are set beside each other. A figure that may not be known
-- is counted as hidden; first_end and last_end are the ends of the periods that are compared.
with latest as (
  select
    board,
    indicator_id,
    ends,
    figure,
    missing,
    row_number() over (partition by board, indicator_id order by ends desc) as place
  from indicator_values
  where figure is not null or missing = 'c'
),
alike as (
  select
    latest.indicator_id,
    indicators.measure,
    indicators.per,
    indicators.frequency,
    latest.ends,
    latest.figure,
    count(latest.figure) over (
      partition by latest.indicator_id, indicators.measure, indicators.per, indicators.frequency
    ) as many,
    row_number() over (
      partition by latest.indicator_id, indicators.measure, indicators.per, indicators.frequency
      order by case when latest.figure is null then 1 else 0 end, latest.figure
    ) - 1 as place
  from latest
  join indicators
    on indicators.board = latest.board and indicators.indicator_id = latest.indicator_id
  where latest.place = 1
),
placed as (
  select
    *,
    abs(place - (many - 1) * 25e-2) as from_first,
    abs(place - (many - 1) * 5e-1) as from_middle,
    abs(place - (many - 1) * 75e-2) as from_third
  from alike
)
select
  indicator_id,
  measure,
  per,
  frequency,
  min(ends) as first_end,
  max(ends) as last_end,
  count(figure) as boards,
  count(*) - count(figure) as hidden,
  min(figure) as least,
  sum(case when from_first < 1 then (1 - from_first) * figure end) as lower_quartile,
  sum(case when from_middle < 1 then (1 - from_middle) * figure end) as median,
  sum(case when from_third < 1 then (1 - from_third) * figure end) as upper_quartile,
  max(figure) as most
from placed
group by indicator_id, measure, per, frequency
order by indicator_id, measure, per, frequency
