using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Muster.PowerShell.Submitting;

/// <summary>A script block's text, in which each <c>$using:NAME</c> is a variable that the runner sets, and the values of those.</summary>
/// <param name="Text">The text, with its braces.</param>
/// <param name="Values">The values by the names of the variables.</param>
internal sealed record UsedVariables(string Text, Hashtable Values)
{
    private const string Prefix = "__using_";

    /// <summary>Takes the values out of the session. Only for the pipeline's thread.</summary>
    /// <exception cref="CmdletException">One is not there, or cannot travel.</exception>
    public static UsedVariables Of(ScriptBlockAst ast, SessionState session)
    {
        var (text, begin) = (ast.Extent.Text, ast.Extent.StartOffset);
        var values = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var used in ast.FindAll(node => node is UsingExpressionAst, true).Cast<UsingExpressionAst>().OrderByDescending(used => used.Extent.StartOffset))
        {
            if (Variable(used.SubExpression) is not { VariablePath: { IsDriveQualified: false } path } variable)
                throw Refusal.Of($"The script block has {used.Extent.Text}, but only variables of this session travel, as $using:NAME.", used.Extent.Text, "Put the value into a variable first.");
            values[Prefix + path.UserPath] = Value(path.UserPath, session);
            var (from, length) = (variable.Extent.StartOffset - begin, variable.Extent.EndOffset - variable.Extent.StartOffset);
            var isSplatted = text[from] == '@';
            text = string.Concat(text.AsSpan(0, from), isSplatted ? $"@{Prefix}{path.UserPath}" : $"${{{Prefix}{path.UserPath}}}", text.AsSpan(from + length));
        }

        return new(text.StartsWith('{') ? text[1..^1] : text, values);
    }

    /// <summary>The variable itself: of <c>$using:a.b</c> it is the a.</summary>
    private static VariableExpressionAst? Variable(ExpressionAst expression) => expression switch
    {
        VariableExpressionAst variable => variable,
        MemberExpressionAst member => Variable(member.Expression),
        IndexExpressionAst index => Variable(index.Target),
        _ => null,
    };

    private static object? Value(string name, SessionState session)
    {
        if (session.PSVariable.Get(name) is not { } variable)
            throw Refusal.Of($"The script block uses $using:{name}, but this session has no variable '{name}'.", name, "Set it before, or correct the name.");
        Travelling.Check(variable.Value, $"$using:{name}");
        return variable.Value;
    }
}

/// <summary>Tells values that come out of a serialisation as what they were from those that would be mere pictures of themselves, or secrets for all to read.</summary>
internal static class Travelling
{
    /// <summary>How deep values may lie in others.</summary>
    public const int Deepest = 16;

    /// <exception cref="CmdletException">The value cannot travel.</exception>
    public static void Check(object? value, string name, int depth = 0)
    {
        if (depth > Deepest)
            throw Refusal.Of($"{name} holds values more than {Deepest} deep.", name, "Flatten it.");
        switch (Specs.SpecValues.Bare(value))
        {
            case null or string or bool or char or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or DateTime or TimeSpan or Guid or Uri or Version or byte[] or Enum or System.Numerics.BigInteger or DateTimeOffset:
                return;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    Check(entry.Value, $"{name}.{Convert.ToString(entry.Key, CultureInfo.InvariantCulture)}", depth + 1);
                return;
            case IList items:
                for (var i = 0; i < items.Count; i++)
                    Check(items[i], $"{name}[{i}]", depth + 1);
                return;
            case PSObject custom:
                foreach (var property in custom.Properties)
                    Check(property.Value, $"{name}.{property.Name}", depth + 1);
                return;
            case System.Security.SecureString or PSCredential:
                throw Refusal.Of($"{name} is a secret ({Specs.SpecValues.Bare(value)!.GetType().Name}), which would stand readable in the run's spec.", name, "Let the block fetch it where it runs.");
            case var other:
                throw Refusal.Of($"{name} is of the type {other.GetType().FullName}, which cannot travel: what arrived would be no more than a picture of it.", name, "Take along its values instead, such as by Select-Object.");
        }
    }
}
