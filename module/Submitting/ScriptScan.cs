using System.Management.Automation;
using System.Management.Automation.Language;

namespace Muster.PowerShell.Submitting;

/// <summary>Looks through a script block for what would not be there where it runs.</summary>
internal static class ScriptScan
{
    /// <summary>Functions that every PowerShell has.</summary>
    private static readonly HashSet<string> Everywhere = new(StringComparer.OrdinalIgnoreCase)
        { "cd..", "cd\\", "cd~", "Clear-Host", "exec", "help", "mkdir", "oss", "Pause", "prompt", "TabExpansion2" };

    /// <exception cref="CmdletException">It calls a function of the session.</exception>
    public static void RefuseFunctions(ScriptBlockAst ast, ProviderIntrinsics drives)
    {
        var own = ast.FindAll(node => node is FunctionDefinitionAst, true).Select(node => ((FunctionDefinitionAst)node).Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in ast.FindAll(node => node is CommandAst, true).Select(node => ((CommandAst)node).GetCommandName()).Where(name => name is not null && !own.Contains(name)))
        {
            if (!Everywhere.Contains(name) && IsOfSession(name, drives))
                throw Refusal.Of($"The script block calls the function '{name}', which is of this session and does not travel.", name, "Define it within the block, or put it into a module that workers have.");
        }
    }

    /// <summary>Whether a function of no module has the name. To ask for a command by its name would have PowerShell look through all modules that there are.</summary>
    private static bool IsOfSession(string name, ProviderIntrinsics drives) =>
        name.IndexOfAny([':', '\\', '/', '*', '?', '[']) < 0 && drives.Item.Exists($"Function:{name}", force: true, literalPath: true)
        && drives.Item.Get([$"Function:{name}"], force: true, literalPath: true).Any(found => found.BaseObject is FunctionInfo { ModuleName: null or "" });

    /// <summary>What looks as if it were not meant so.</summary>
    public static IEnumerable<string> Warnings(ScriptBlockAst ast, IReadOnlyList<string> declared, PipedPoints points, SessionState session)
    {
        var used = Variables(ast).ToList();
        if (points.Names.Count > 0 && !points.Names.Any(name => declared.Contains(name, StringComparer.OrdinalIgnoreCase)) && !used.Exists(name => name is "_" or "PSItem") && !points.AreUsedIn(ast.Extent.Text))
            yield return $"The script block uses none of the parameters {string.Join(", ", points.Names)}, so it does the same for each point. Declare them: {{ param(${points.Names.First()}) ... }}";
        var known = declared.Concat(ast.FindAll(node => node is ParameterAst, true).Select(node => ((ParameterAst)node).Name.VariablePath.UserPath)).Concat(Assigned(ast)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var outer = used.Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !known.Contains(name) && session.PSVariable.Get(name) is { Value: not null } variable && variable.GetType() == typeof(PSVariable) && variable.Options == ScopedItemOptions.None);
        foreach (var name in outer.Where(name => !IsUsual(name)))
            yield return $"The script block uses ${name}, which is a variable of this session and is empty where the block runs. To take its value along write $using:{name}";
    }

    /// <summary>The variables that are read without a scope or drive, apart from those taken along.</summary>
    private static IEnumerable<string> Variables(ScriptBlockAst ast) =>
        from VariableExpressionAst variable in ast.FindAll(node => node is VariableExpressionAst, true)
        where !variable.Extent.Text.Contains("using:", StringComparison.OrdinalIgnoreCase) && variable.VariablePath.IsUnqualified && variable.VariablePath.IsVariable
        select variable.VariablePath.UserPath;

    private static IEnumerable<string> Assigned(ScriptBlockAst ast) =>
        ast.FindAll(node => node is AssignmentStatementAst, true).SelectMany(node => ((AssignmentStatementAst)node).Left.FindAll(left => left is VariableExpressionAst, true)).Select(left => ((VariableExpressionAst)left).VariablePath.UserPath)
            .Concat(ast.FindAll(node => node is ForEachStatementAst, true).Select(node => ((ForEachStatementAst)node).Variable.VariablePath.UserPath));

    private static bool IsUsual(string name) => name is "_" or "PSItem" or "args" or "input" or "this" or "Matches" or "LASTEXITCODE" or "Error" or "null" or "true" or "false"
        || name.EndsWith("Preference", StringComparison.Ordinal) || name.StartsWith("PS", StringComparison.Ordinal);
}
