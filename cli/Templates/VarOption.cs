using System.CommandLine;
using Muster.Cli.Completion;

namespace Muster.Cli.Templates;

/// <summary>The option <c>--var NAME=VALUE</c>.</summary>
internal static class VarOption
{
    /// <summary>Its name.</summary>
    public const string Name = "--var";

    /// <summary>The option.</summary>
    /// <param name="template">Where on the command line the template is named, for completion.</param>
    public static Option<IReadOnlyList<KeyValuePair<string, string>>> Build(Symbol template) => new Option<IReadOnlyList<KeyValuePair<string, string>>>(Name)
    {
        Description = "The value of one of the template's variables, taken as it is; may be given several times",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var values = new List<KeyValuePair<string, string>>();
            foreach (var word in result.Tokens.Select(token => token.Value))
            {
                if (word.IndexOf('=') is > 0 and var at)
                    values.Add(new(word[..at], word[(at + 1)..]));
                else
                    result.AddError($"{Name} is '{word}'; it is NAME=VALUE, such as {Name} INPUT=data.csv.");
            }

            return values;
        },
    }.WithVariables(template);
}
