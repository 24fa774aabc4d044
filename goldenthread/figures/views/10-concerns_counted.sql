-- Concerns that count: received by the authority about abuse in its own area, not a repeat of another, about an adult of
-- 18 or over (an unknown age stays in).
SELECT * FROM concerns
WHERE area = 'own' AND coalesce(decision, '') <> 'duplicate' AND NOT coalesce(under_18, false)
