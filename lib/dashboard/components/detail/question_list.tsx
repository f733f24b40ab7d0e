import type { AskedQuestion } from "../../reading/questions.ts";

/** Questions of an agent with the answers that it offers. */
export function QuestionList({ questions }: { questions: readonly AskedQuestion[] }) {
  return (
    <>
      {questions.map(({ header, text, severalAllowed, options }, index) => (
        <section class="block question-block" key={index}>
          <h3>
            <bdi>{header === "" ? "Question" : header}</bdi>
          </h3>
          <p class="question-text">
            <bdi>{text}</bdi>
          </p>
          <ol class="answers">
            {options.map(({ label, about }, place) => (
              <li key={place}>
                <bdi>{label}</bdi>
                {about !== "" && <bdi class="muted">{about}</bdi>}
              </li>
            ))}
          </ol>
          {severalAllowed && <p class="muted">More than one may be chosen.</p>}
        </section>
      ))}
    </>
  );
}
