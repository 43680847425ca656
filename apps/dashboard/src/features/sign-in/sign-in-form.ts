import { z } from "zod";

// The server's own minimum.
const MIN_PASSWORD = 8;

/** Fields of the sign-in form. */
export const signInInput = z.object({
  email: z.email("Give an e-mail address, as name@example.org."),
  password: z.string().min(1, "Give your password."),
});

/** Fields of the form that creates the administrator. */
export const signUpInput = z.object({
  name: z.string().trim().min(1, "Give your name.").max(200),
  email: signInInput.shape.email,
  password: z
    .string()
    .min(MIN_PASSWORD, `Choose at least ${MIN_PASSWORD} characters.`)
    .max(128, "Choose at most 128 characters."),
});
