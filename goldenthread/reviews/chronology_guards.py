"""How chronologies are guarded: an agency’s draft is its own alone; what it handed in is read by those named on the case."""

from goldenthread.core.access.guards import guard
from goldenthread.reviews import chronology_models as chronology

for _own in (chronology.DraftRow, chronology.SentFile):
    guard(_own, "agency_chronology_draft", board="case__board_id", case="case_id", own="agency_id", draft={})
for _handed_in in (chronology.HandedIn, chronology.HandedInRow):
    guard(_handed_in, "chronology", board="case__board_id", case="case_id", own="agency_id")
guard(chronology.ChronologyAsk, "chronology_asks", board="case__board_id", case="case_id", own="agency_id")
for _noted in (chronology.KeyEpisode, chronology.Contradiction, chronology.EnquiryLine):
    guard(_noted, "chronology_notes", board="case__board_id", case="case_id")
