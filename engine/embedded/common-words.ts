/**
 * Words so frequent that a phrase of them alone would have to be looked for in half of the archive: their pairs are
 * indexed too. Folded. A change makes old segments answer such phrases the slow way until they are rebuilt.
 */
export const COMMON_WORDS: readonly string[] = [
  ...'the of to and in a that for is on it with as was by at be from he has have are an his this not but will they said'.split(
    ' ',
  ),
  ...'its who which or had been one their would were more after we also than when there about new up over into last two'.split(
    ' ',
  ),
  ...'first out people if could other all some time her so what you year only most no years between under where before'.split(
    ' ',
  ),
  ...'three such since made how may while them i do did can should she him my your our against during mr u s'.split(
    ' ',
  ),
  ...'le la les des du et un une dans en pour que qui est par sur au aux ne pas il se ce de'.split(' '),
  ...'der die das und den von zu mit dem ein eine im auf el los las del y por con para al'.split(' '),
];
