using Muster.Cli.Rendering;
using Muster.Specs.Templates;

namespace Muster.Cli.Templates;

/// <summary>Asks for a template and for each of its variables, on standard error. Each answer is judged at once, and asked for again until it is good.</summary>
internal sealed class TemplateWizard(CommandContext context)
{
    /// <summary>The template that the person chooses, by its number or name; null: there are no more answers.</summary>
    public ListedTemplate? AskTemplate()
    {
        IReadOnlyList<ListedTemplate> all = [.. TemplateCatalog.All(context).Where(template => template.Problems.Count == 0)];
        context.Say("Templates:");
        for (var i = 0; i < all.Count; i++)
            Tell($"  {i + 1}. ", $"{all[i].Name}: {all[i].Template!.Summary}");
        while (Ask($"Which one (1-{all.Count} or its name)? ") is { } answer)
        {
            var chosen = int.TryParse(answer, out var number) ? all.ElementAtOrDefault(number - 1) : all.FirstOrDefault(template => template.Name == answer);
            if (chosen is not null)
                return chosen;
            context.Say($"  There is no template '{Table.Clean(answer)}'.{Complaint.DidYouMean(answer, all.Select(template => template.Name))}");
        }

        return null;
    }

    /// <summary>Values for all variables of a template that may be used; null: there are no more answers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? AskValues(QueueTemplate template)
    {
        var values = new List<KeyValuePair<string, string>>();
        Tell("", $"{template.Summary} {template.Details}".Trim());
        if (template.Variables.Count > 0)
            context.Say("Enter takes the value in brackets.");
        foreach (var variable in template.Variables)
        {
            if (AskValue(template, variable, values) is not { } value)
                return null;
            values.Add(new(variable.Name, value));
        }

        return values;
    }

    private string? AskValue(QueueTemplate template, TemplateVariable variable, IReadOnlyList<KeyValuePair<string, string>> others)
    {
        if (variable.About.Length > 0)
            Tell("", variable.About);
        while (Ask($"{variable.Name}{(variable.Default is { } usual ? $" [{Table.Clean(usual)}]" : "")}: ") is { } answer)
        {
            var value = answer.Length == 0 ? variable.Default ?? "" : answer;
            var problems = template.ProblemsOf(variable, value, others);
            if (problems.Count == 0)
                return value;
            foreach (var problem in problems)
                Tell("  ", problem);
        }

        return null;
    }

    private string? Ask(string question)
    {
        context.Out.Flush();
        context.Error.Write(question);
        context.Error.Flush();
        return context.ReadAnswer!();
    }

    /// <summary>Says a text whose lines stand below each other, after what stands before the first.</summary>
    private void Tell(string before, string text)
    {
        foreach (var (i, line) in Wrapped.Lines(text, context.ErrorScreen.Width!.Value - before.Length).Index())
            context.Say((i == 0 ? before : new string(' ', before.Length)) + line);
    }
}
