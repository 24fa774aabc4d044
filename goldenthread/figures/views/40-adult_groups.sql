-- The ethnic group of each adult, in the five groups of the census and "not known".
SELECT adult_id,
  CASE
    WHEN ethnicity IN ('white_british', 'white_irish', 'white_gypsy_or_traveller', 'white_roma', 'white_other') THEN 'white'
    WHEN ethnicity IN ('asian_indian', 'asian_pakistani', 'asian_bangladeshi', 'asian_chinese', 'asian_other') THEN 'asian'
    WHEN ethnicity IN ('black_african', 'black_caribbean', 'black_other') THEN 'black'
    WHEN ethnicity IN ('mixed_white_black_caribbean', 'mixed_white_black_african', 'mixed_white_asian', 'mixed_other')
      THEN 'mixed'
    WHEN ethnicity IN ('arab', 'other') THEN 'other'
    ELSE 'not_known'
  END AS ethnic_group
FROM adults
