"""Pages of meetings: calendar, agendas, who came, minutes, challenges, packs, and how the groups are built."""
