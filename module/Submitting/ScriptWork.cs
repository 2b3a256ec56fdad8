using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Language;
using Muster.Sweeps;

namespace Muster.PowerShell.Submitting;

/// <summary>A script block as the work of a run: it travels with what it uses, and is run by PowerShell for each point.</summary>
internal sealed class ScriptWork
{
    private ScriptWork(string runner, IReadOnlyList<string> warnings) => (Env, Warnings) = (new() { [ScriptRunner.Variable] = runner }, warnings);

    /// <summary>The shell text that runs it.</summary>
    public string Command => ScriptRunner.Command;

    /// <summary>The variables that it needs.</summary>
    public OrderedDictionary Env { get; }

    /// <summary>What people should know of it.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Takes what the block uses out of the session. Only for the pipeline's thread.</summary>
    /// <param name="block">The block.</param>
    /// <param name="session">The session's variables.</param>
    /// <param name="drives">The session's drives, of which one has its functions.</param>
    /// <param name="points">The points, all of them.</param>
    /// <exception cref="CmdletException">It holds what cannot travel.</exception>
    public static ScriptWork Of(ScriptBlock block, SessionState session, ProviderIntrinsics drives, PipedPoints points)
    {
        var ast = (ScriptBlockAst)block.Ast;
        ScriptScan.RefuseFunctions(ast, drives);
        var captured = UsedVariables.Of(ast, session);
        var declared = ast.ParamBlock?.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath).ToList() ?? [];
        var runner = ScriptRunner.For(captured.Text, captured.Values, declared, points);
        return new(runner, [.. ScriptScan.Warnings(ast, declared, points, session)]);
    }

    /// <summary>Makes sure that this machine can run it.</summary>
    /// <exception cref="CmdletException">It has no PowerShell that could be started.</exception>
    public void FindPowerShell()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (Environment.GetEnvironmentVariable(ScriptRunner.ProgramVariable) is { Length: > 0 } || folders.Any(folder => File.Exists(Path.Join(folder, "pwsh"))))
            return;
        var own = Path.Join(Path.GetDirectoryName(typeof(PSObject).Assembly.Location), "pwsh");
        if (!File.Exists(own))
            throw Refusal.Of("No pwsh is on PATH, so that nothing could run the script block on this machine.", null, $"Put PowerShell 7.6 or later on PATH as pwsh, or name it in {ScriptRunner.ProgramVariable}.");
        Env[ScriptRunner.FoundVariable] = own;
    }
}

/// <summary>Makes errors of script blocks.</summary>
internal static class Refusal
{
    public static CmdletException Of(string message, object? target, string? cure = null) =>
        new(new(ErrorId.ScriptBlockRefused, ErrorCategory.InvalidArgument, message, target) { Cure = cure });
}
