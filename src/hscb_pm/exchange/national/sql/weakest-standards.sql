-- Section 11 standards: what share of the graded answers falls short of each, year by year.
-- Whether an answer falls short is said by the scale of its own cycle. Grades are never averaged,
-- and scales never compared; a standard is only counted with others of the same wording.
select
  answers.financial_year,
  answers.standard,
  standards.title,
  count(distinct answers.board) as boards,
  count(*) as graded,
  sum(case when answers.falls_short then 1 else 0 end) as falling_short,
  1e2 * sum(case when answers.falls_short then 1 else 0 end) / count(*) as short_percent
from answers
left join standards
  on standards.board = answers.board and standards.standard = answers.standard
where answers.falls_short is not null
group by answers.financial_year, answers.standard, standards.title
order by answers.financial_year desc, short_percent desc, answers.standard, standards.title
