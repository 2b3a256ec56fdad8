using System.CommandLine;
using Muster.Cli.Templates;

namespace Muster.Cli.Completion;

/// <summary>Templates, and the variables of the one that the command line names.</summary>
internal static class TemplateCandidates
{
    /// <summary>The templates that can be used, with what they do.</summary>
    public static Task<IReadOnlyList<Candidate>> FindAsync(ValueQuestion question) => Task.FromResult(All(question.Context.Environment));

    /// <summary>The templates that can be used, with what they do.</summary>
    public static IReadOnlyList<Candidate> All(Func<string, string?> environment) =>
        [.. TemplateCatalog.All(environment).Where(template => template.Problems.Count == 0).Select(template => new Candidate(template.Name, template.Template!.Summary))];

    /// <summary>The variables of a template, each once, with <c>=</c> after them.</summary>
    /// <param name="question">The word that was begun.</param>
    /// <param name="template">The option or argument that names the template.</param>
    public static Task<IReadOnlyList<Candidate>> VariablesAsync(ValueQuestion question, Symbol template)
    {
        var name = question.Place.ValueOf(template);
        var listed = TemplateCatalog.All(question.Context).FirstOrDefault(each => each.Name == name);
        return Task.FromResult<IReadOnlyList<Candidate>>([.. (listed?.Template?.Variables ?? []).Select(variable => new Candidate($"{variable.Name}=", variable.About))]);
    }
}
