-- Indicators: the boards whose latest figure lies beyond the limits that suit their size.
-- As in `hscb indicators`: percentages on the arcsine scale, rates on that of the root, limits
-- widened by how much all boards vary (10 % winsorised). A figure outside is a question, not an
-- answer. level is 95 or 99.8, the limits that it lies beyond; centre is that of all boards.
with latest as (
  select
    board,
    indicator_id,
    period,
    numerator,
    denominator,
    figure,
    row_number() over (partition by board, indicator_id order by ends desc) as place
  from indicator_values
  where figure is not null or missing = 'c'
),
alike as (
  select
    latest.board,
    latest.indicator_id || '/' || indicators.measure || '/' || cast(indicators.per as varchar)
      || '/' || indicators.frequency as compared,
    latest.indicator_id,
    indicators.measure,
    indicators.per,
    latest.period,
    latest.figure,
    cast(latest.numerator as double) / latest.denominator as share,
    cast(latest.denominator as double) as size
  from latest
  join indicators
    on indicators.board = latest.board and indicators.indicator_id = latest.indicator_id
  where latest.place = 1
    and latest.denominator > 0
    and (
      indicators.measure = 'rate'
      or (indicators.measure = 'percentage' and latest.numerator <= latest.denominator)
    )
),
centred as (
  select
    *,
    sum(share * size) over (partition by compared) / sum(size) over (partition by compared)
      as middle,
    count(*) over (partition by compared) as many
  from alike
),
scaled as (
  select
    *,
    case
      when measure = 'rate' then sqrt(share) - sqrt(middle)
      else asin(sqrt(share)) - asin(sqrt(least(middle, 1e0)))
    end as away
  from centred
),
scored as (
  select
    *,
    away * 2 * sqrt(size) as score,
    row_number() over (partition by compared order by away * 2 * sqrt(size)) - 1 as place
  from scaled
),
trimmed as (
  select
    compared,
    sum(
      case
        when abs(place - (many - 1) * 1e-1) < 1 then (1 - abs(place - (many - 1) * 1e-1)) * score
      end
    ) as low,
    sum(
      case
        when abs(place - (many - 1) * 9e-1) < 1 then (1 - abs(place - (many - 1) * 9e-1)) * score
      end
    ) as high
  from scored
  group by compared
),
varied as (
  select
    scored.compared,
    sum(power(least(greatest(score, low), high), 2)) - (count(*) - 1) as beyond,
    sum(4 * size) - sum(power(4 * size, 2)) / sum(4 * size) as room
  from scored
  join trimmed on trimmed.compared = scored.compared
  group by scored.compared
),
judged as (
  select
    scored.*,
    away / sqrt(
      1 / (4 * size) + case when beyond > 0 and room > 0 then beyond / room else 0e0 end
    ) as deviations
  from scored
  join varied on varied.compared = scored.compared
)
select
  indicator_id,
  board,
  period,
  figure,
  middle * per as centre,
  case when deviations > 0 then 'high' else 'low' end as side,
  case when abs(deviations) > 3.090232e0 then 99.8e0 else 95e0 end as level,
  many as boards
from judged
where abs(deviations) > 1.959964e0
order by indicator_id, abs(deviations) desc, board
