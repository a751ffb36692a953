using PageMove.Analyzers.Rules;

namespace PageMove.Benchmarks;

/// <summary>What the rules add to the answer after a keystroke, in documents of 2,000 lines.</summary>
internal static class QuickEditing
{
    private const int Rounds = 41;

    /// <summary>
    /// Prints, for a document that is dense in what the rules guard (the corpus) and for one of ordinary code (the analyzers' own): what all
    /// diagnostics of the document take after an edit in its middle, in a new compilation, when an analyzer asks for the compiler's semantic
    /// model of each body and nothing else, and when the rules ask; and what the rules' answer takes longer (processor time, of which a busy machine takes no more). The
    /// rules ask as in an editor, where an analyzer outlives the edits, and as one that has never seen the document ("unknown").
    /// </summary>
    public static async Task PrintAsync(Report report)
    {
        foreach ((string name, EditedDocument document) in new[] { ("dense", EditedDocument.Dense()), ("ordinary", EditedDocument.Ordinary()) })
        {
            Measurement model = new(), rules = new(), beyond = new(), booked = new(), unknown = new();
            ProtocolAnalyzer analyzer = new();
            for (int round = -5; round < Rounds; round++)
            {
                double semantic = (await document.EditAsync(new ModelOnlyAnalyzer())).Answer.TotalMilliseconds;
                double anew = (await document.EditAsync(new ProtocolAnalyzer())).Answer.TotalMilliseconds;
                await document.EditAsync(analyzer);
                EditTime time = await document.EditAsync(analyzer);
                if (round < 0)
                    continue;

                model.Add(semantic);
                rules.Add(time.Answer.TotalMilliseconds);
                beyond.Add(time.Answer.TotalMilliseconds - semantic);
                booked.Add(time.Booked.TotalMilliseconds);
                unknown.Add(anew - semantic);
            }

            report.Print($"edit.{name}.lines", document.Lines);
            report.Print($"edit.{name}.findings", document.Findings);
            report.Print($"edit.{name}.semantic_model.ms", model);
            report.Print($"edit.{name}.semantic_model_and_rules.ms", rules);
            report.Print($"edit.{name}.rules_beyond_the_model.ms", beyond);
            report.Print($"edit.{name}.booked_on_the_rules.ms", booked);
            report.Print($"edit.{name}.unknown.rules_beyond_the_model.ms", unknown);
        }
    }
}
