/** Welsh names of kinds of help, put right: "mynd â chi am dro" took the reader for a walk, not the dog. A name that an
 *  installation has changed stays as it is. */
export const welsh = /* sql */ `
update task_kind set name_cy = 'Mynd â’r ci am dro' where code = 'DOG_WALKING' and name_cy = 'Mynd â chi am dro';
update task_kind set name_cy = 'Setlo gartref ar ôl bod yn yr ysbyty'
  where code = 'HOME_FROM_HOSPITAL' and name_cy = 'Setlo gartref ar ôl ysbyty';
`
