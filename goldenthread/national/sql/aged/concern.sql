-- The concerns that count: all but those about somebody under 18.
SELECT concern_id, adult_id, reason
FROM raised
WHERE NOT under_18
