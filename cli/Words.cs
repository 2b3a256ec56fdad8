using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Operations;
using Muster.Units;

namespace Muster.Cli;

/// <summary>Values that are one of a few words.</summary>
internal static class Words
{
    /// <summary>The words of an enumeration, such as <c>pending, claimed or failed</c>.</summary>
    public static string Of<T>()
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(SnakeCase.Of).ToArray();
        return $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }

    /// <summary>The value of a word, in any case.</summary>
    public static bool TryGet<T>(string word, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(SnakeCase.Of(candidate.ToString()), word, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>An option whose value is such a word.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does; the words are added.</param>
    /// <param name="valueName">What stands for the value in help.</param>
    public static Option<T?> Option<T>(string name, string description, string valueName)
        where T : struct, Enum => new Option<T?>(name)
    {
        Description = $"{description}: {Of<T>()}",
        HelpName = valueName,
        CustomParser = result =>
        {
            if (TryGet<T>(result.Tokens[0].Value, out var value))
                return value;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; it is {Of<T>()}.");
            return null;
        },
    }.WithWords(Enum.GetNames<T>().Select(SnakeCase.Of));

    /// <summary>An option whose value is one or more such words, with commas between them.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does; the words are added.</param>
    /// <param name="valueName">What stands for the value in help.</param>
    public static Option<IReadOnlyList<T>?> Options<T>(string name, string description, string valueName)
        where T : struct, Enum => new Option<IReadOnlyList<T>?>(name)
    {
        Description = $"{description}: {Of<T>()}; several with commas",
        HelpName = valueName,
        CustomParser = result =>
        {
            var values = new List<T>();
            foreach (var word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
            {
                if (!TryGet<T>(word, out var value))
                {
                    result.AddError($"{name} is '{word}'; it is {Of<T>()}.");
                    return null;
                }

                values.Add(value);
            }

            return values;
        },
    }.WithLists(Enum.GetNames<T>().Select(SnakeCase.Of));

    /// <summary>An option whose value is a whole number in a range.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest number.</param>
    public static Option<int?> Number(string name, string description, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, out var number) && number >= least && number <= most)
                return number;
            result.AddError(most == int.MaxValue
                ? $"{name} is '{text}'; it is a whole number of {least} or more."
                : $"{name} is '{text}'; it is a whole number from {least} to {most}.");
            return null;
        },
    };

    /// <summary>An option whose value is a duration.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Duration.TryParse(result.Tokens[0].Value, out var time))
                return time;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; it is a time such as 90s, 15m, 2h or 1h30m.");
            return null;
        },
    };
}
