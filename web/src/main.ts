// The page starts here.
import "./shell/app.ts";
