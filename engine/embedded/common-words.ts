/**
 * Words so frequent that a phrase of them alone would have to be looked for in half of an archive. They are the floor: what
 * else is frequent in an archive, a rebuild sees (`index/choose-common-words.ts`); these are there though it begins with
 * articles in another language. Folded. A change is in force for generations made after it.
 */
export const COMMON_WORDS: readonly string[] = [
  ...'the of to and in a that for is on it with as was by at be from he has have are an his this not but will they said'.split(
    ' ',
  ),
  ...'its who which or had been one their would were more after we also than when there about new up over into last two'.split(
    ' ',
  ),
  ...'le la les des du et un une dans en pour que qui est par sur au aux ne pas il se ce de'.split(' '),
  ...'der die das und den von zu mit dem ein eine im auf el los las del y por con para al'.split(' '),
];
