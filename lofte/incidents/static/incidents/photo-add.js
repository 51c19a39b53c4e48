/* On the receipt too, whoever chooses a file hears at once when it is no photo that can be sent. */

import { watch } from "lofte/photos";

for (const form of document.querySelectorAll("form[data-photo-add]")) watch(form);
