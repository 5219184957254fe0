/** Beginnings and words of lines that stand beside an article's text, in the languages that the news pages of Europe and America use most. */
export const PHRASES = {
  readMore:
    /^(?:read (?:more|also|next|the full)|see also|more (?:from|on|stories|news|about)|related|recommended|don['’]?t miss|also (?:read|on|see)|you (?:may|might)|up next|keep reading|learn more|trending|most (?:read|popular)|mehr (?:zum|zu|lesen|aus|auf)|lesen sie|auch interessant|das könnte|weiterlesen|lesetipp|zum thema|lire aussi|à lire|voir aussi|leggi anche|lea también|le puede|te puede|ver más|leia (?:também|mais)|veja também|czytaj|zobacz|les også|les mer|läs (?:mer|också)|læs også|lees ook|čtěte|читайте|смотрите|watch\b|listen\b|video:|ayrıca|関連|اقرأ)/i,
  subscribe:
    /newsletter|subscri|sign(?:ing)? up|follow us|follow @|join (?:us|our|the)|click here|whatsapp|telegram|abonn|anmeld|registr|terms of|kostenlos|download (?:the|our)|our app|get (?:the|our) .{0,30}(?:inbox|app)|advertis|anzeige|werbung|publicid|affiliate|commission|all rights reserved|alle rechte|tous droits/i,
  consent:
    /cookie|privacy policy|consent|externe[nr]? inhalt|privatsphäre|datenschutz|personenbezogen|einverstanden|external content|third[- ]party|données personnelles|datos personales|embedded content|contenu externe|samtykke|personvern/i,
  picture:
    /\b(?:photos?|fotos?|image|bild(?:er)?|getty|reuters|afp|dpa|epa|ap photo|picture|credit|quelle|source|courtesy|shutterstock|imago|archivbild|symbolbild|file pic|fotografía|foto:|ritzau|ntb|tt)\b/i,
  byline:
    /^(?:by|von|par|por|di|av|af|door|text|words|written by|story by|reporting by|autor|author|published|updated|posted|last updated|veröffentlicht|stand|aktualisiert|erstellt|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|publisert|oppdatert|publicerad|uppdaterad|date)(?![\p{L}\p{N}_])/iu,
  advertisement:
    /^(?:advert(?:isement|ising)?|anzeige|werbung|publicid\w+|publicité|sponsored|ad|annonse|annons|reklam\w*|pubblicità)\W*$/i,
  share:
    /^(?:share|teilen|partager|compartir|condividi|del|dela|tweet|facebook|twitter|email|e-mail|print|drucken|copy link|comments?|kommentare?|save|like|link)\b/i,
  aboutAuthor:
    /\b(?:contributed to this (?:report|story|article)|is a (?:reporter|writer|journalist|freelance|senior|staff|contributor)|originally (?:published|appeared)|about the author|edited by|reporting by|all rights)\b/i,
} as const;
