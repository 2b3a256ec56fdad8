using Muster.Specs.Templates;

namespace Muster.Cli.Templates;

/// <summary>A template that there is.</summary>
/// <param name="Name">What it is called by.</param>
/// <param name="Template">Its content; null: it cannot be read.</param>
internal sealed record ListedTemplate(string Name, QueueTemplate? Template)
{
    /// <summary>The user's file; null: it is built in.</summary>
    public string? File { get; init; }

    /// <summary>Whether it stands in place of a built-in one of the same name.</summary>
    public bool Overrides { get; init; }

    /// <summary>Why it cannot be read; null: it can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>All that is wrong with it, in lines; none when it can be used.</summary>
    public IReadOnlyList<string> Problems => Unreadable is { } why ? [why] : [.. Template!.Errors.Select(error => error.ToString())];

    /// <summary>Where it comes from, in words.</summary>
    public string From => File is null ? "built in" : Overrides ? "yours, over the built-in" : "yours";
}
