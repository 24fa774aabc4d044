-- The year's enquiries, with the ages that a frozen set holds.
SELECT
  enquiry_id,
  adult_id,
  kind,
  started,
  concluded,
  coalesce(primary_support_reason, 'not_known') AS reason,
  capacity,
  supported_by,
  outcomes_asked,
  outcomes_achieved,
  age_band_started AS band,
  age_band_concluded AS concluded_band,
  under_18
FROM handled
