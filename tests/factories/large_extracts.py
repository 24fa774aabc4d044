# ruff: noqa: S608 (made of the contract’s own codes and of numbers)
"""Large synthetic extracts as Parquet, made by one query a file: for benchmarks. The same arguments give the same rows.

About as many of everything as England has for each concern: seven adults to ten concerns, an enquiry to three, an
allegation or two to each enquiry. A year holds 640,000 concerns; more than that spreads over as many years.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from goldenthread.casework import contract

A_YEAR = 640_000
LAST_YEAR = 2025
"""The financial year that begins in this calendar year is the last one."""


def years(concerns: int) -> int:
    return -(-concerns // A_YEAR)


def write(folder: Path, concerns: int) -> Path:
    """Write the five files of an extract with so many concerns."""
    folder.mkdir(parents=True, exist_ok=True)
    spread = years(concerns)
    first = f"DATE '{LAST_YEAR - spread + 1}-04-01'"
    days = 365 * spread
    with duckdb.connect() as connection:
        for name, query in _queries(concerns, first, days).items():
            connection.execute(f"COPY ({query}) TO '{folder / name}.parquet' (FORMAT parquet)")
    return folder


def _of(codes: tuple[str, ...], salt: str, row: str = "i", *, empty: bool = True) -> str:
    """One of the codes, and now and then nothing, by the number of the row."""
    listed = ", ".join(f"'{code}'" for code in codes)
    one = f"[{listed}][1 + (hash({row}, '{salt}') % {len(codes)})::INT]"
    return f"CASE WHEN hash({row}, '{salt}?') % 20 = 0 THEN NULL ELSE {one} END" if empty else one


def _upto(number: int, salt: str, row: str = "i") -> str:
    return f"(hash({row}, '{salt}') % {number})::INT"


def _queries(concerns: int, first: str, days: int) -> dict[str, str]:
    adults = max(1, concerns * 7 // 10)
    conditions = (
        f"concat_ws(';', {_of(contract.HEALTH_CONDITIONS[:4], 'h1')}, {_of(contract.HEALTH_CONDITIONS[4:9], 'h2')})"
    )
    raised = f"{first} + {_upto(days, 'raised')}"
    led = "hash(i, 'led') % 100 < 31"
    concern = f"""SELECT 'C' || i AS concern_id, 'A' || {_upto(adults, "who")} AS adult_id, i, {raised} AS raised_on,
        CASE WHEN {led} THEN CASE WHEN hash(i, 'kind') % 12 = 0 THEN 'other_enquiry' ELSE 's42_duty_met' END
             WHEN hash(i, 'passed') % 50 = 0 THEN 'passed_to_other_authority' ELSE 'no_enquiry' END AS decision
        FROM range({concerns}) AS t(i)"""
    enquiry = f"""SELECT 'E' || i AS enquiry_id, adult_id, concern_id, decision, i, raised_on + {_upto(9, "start")} AS started_on,
        CASE WHEN hash(i, 'open') % 10 = 0 THEN NULL ELSE raised_on + 9 + {_upto(150, "end")} END AS concluded_on,
        {_of(contract.OUTCOMES_ASKED, "asked")} AS outcomes_asked
        FROM ({concern}) WHERE decision IN ('s42_duty_met', 'other_enquiry')"""
    return {
        "adults": f"""SELECT 'A' || i AS adult_id, CASE WHEN hash(i, 'b?') % 50 = 0 THEN NULL
                ELSE DATE '1925-01-01' + {_upto(30_000, "born")} END AS date_of_birth,
            CASE WHEN hash(i, 'd?') % 12 = 0 THEN {first} + {_upto(days, "died")} END AS date_of_death,
            {_of(contract.GENDERS, "gender")} AS gender, {_of(contract.ETHNICITIES, "ethnicity")} AS ethnicity,
            nullif({conditions}, '') AS health_conditions FROM range({adults}) AS t(i)""",
        "concerns": f"""SELECT concern_id, adult_id, raised_on, NULL::DATE AS incident_from, NULL::DATE AS incident_to,
            {_of(contract.SOURCES, "source")} AS source, CASE WHEN hash(i, 'area') % 60 = 0 THEN '212' ELSE 'own' END AS area,
            {_of(contract.SUPPORT_REASONS, "reason")} AS primary_support_reason, {_of(contract.RISK_TYPES, "t")} AS alleged_types,
            'met' AS criterion_a, 'met' AS criterion_b,
            CASE WHEN decision = 's42_duty_met' THEN 'met' ELSE 'not_met' END AS criterion_c,
            decision, raised_on + {_upto(4, "decided")} AS decided_on,
            CASE WHEN decision = 'no_enquiry' THEN 'advice' END AS disposal, NULL::VARCHAR AS duplicate_of
            FROM ({concern})""",
        "enquiries": f"""SELECT enquiry_id, adult_id, concern_id AS concern_ids,
            CASE WHEN decision = 's42_duty_met' THEN 's42' ELSE 'other' END AS kind, 'own' AS area, started_on, concluded_on,
            {_of(contract.SUPPORT_REASONS, "reason")} AS primary_support_reason, 'local_authority' AS made_by,
            {_of(contract.CAPACITIES, "capacity")} AS capacity, {_of(contract.SUPPORTERS, "supported")} AS supported_by,
            outcomes_asked, CASE WHEN outcomes_asked = 'asked_and_expressed'
                THEN {_of(contract.OUTCOMES_ACHIEVED, "achieved")} END AS outcomes_achieved FROM ({enquiry})""",
        "risks": f"""SELECT 'K' || i || '-' || n AS risk_id, enquiry_id, type, source_of_risk, location, assessment,
            CASE WHEN assessment LIKE 'identified%' THEN {_of(contract.OUTCOMES, "outcome")} END AS outcome FROM (
            SELECT i, n, enquiry_id, {_of(contract.RISK_TYPES, "type", "i * 2 + n", empty=False)} AS type,
            {_of(contract.SOURCES_OF_RISK, "source", "i * 2 + n", empty=False)} AS source_of_risk,
            {_of(contract.LOCATIONS, "place", "i * 2 + n", empty=False)} AS location,
            {_of(contract.ASSESSMENTS, "assessed", "i * 2 + n", empty=False)} AS assessment
            FROM ({enquiry}), range(2) AS t(n) WHERE n = 0 OR hash(i, 'two') % 4 = 0)""",
        "reviews": f"""SELECT 'V' || i AS review_id, {first} + {_upto(days, "v")} AS concluded_on,
            1 + {_upto(2, "died")}::BIGINT AS people_died, {_upto(2, "lived")}::BIGINT AS people_survived
            FROM range({max(2, concerns // 3000)}) AS t(i)""",
    }
