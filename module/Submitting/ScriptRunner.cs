using System.Collections;
using System.IO.Compression;
using System.Management.Automation;
using System.Text;
using Muster.Sweeps;

namespace Muster.PowerShell.Submitting;

/// <summary>
/// How a script block is run for a point: a small script in a variable of the spec, which holds the block and all that it uses. In a variable and not on a command line, since other users of a machine see those.
/// </summary>
internal static class ScriptRunner
{
    /// <summary>The variable of the script.</summary>
    public const string Variable = "SCRIPT_BLOCK";

    /// <summary>The variable that names PowerShell's program where it is not on PATH as pwsh.</summary>
    public const string ProgramVariable = "MUSTER_PWSH";

    /// <summary>The variable of the spec that names it where it is on PATH of neither the session nor, likely, the engine.</summary>
    public const string FoundVariable = "SCRIPT_BLOCK_PWSH";

    /// <summary>The shell text.</summary>
    public const string Command =
        "pwsh=$(command -v \"${MUSTER_PWSH:-${SCRIPT_BLOCK_PWSH:-pwsh}}\" || command -v pwsh) || { echo 'muster: This point is a script block, which needs PowerShell 7.6 or later, but no pwsh is on PATH here.' >&2; exit 127; }; "
        + "exec \"$pwsh\" -NoLogo -NoProfile -NonInteractive -Command \"$SCRIPT_BLOCK\"";

    /// <summary>What Linux allows for one variable (MAX_ARG_STRLEN), less its name.</summary>
    private const int MostCharacters = 131_000;

    /// <exception cref="CmdletException">It is too large.</exception>
    public static string For(string block, Hashtable used, IReadOnlyList<string> declared, PipedPoints points)
    {
        var payload = new Hashtable
        {
            ["Block"] = block,
            ["Using"] = used,
            ["Declared"] = declared.ToArray(),
            ["Json"] = points.Names.Where(name => !points.IsText(name)).Select(ParameterName.Variable).ToArray(),
            ["Names"] = new Hashtable(points.Names.ToDictionary(ParameterName.Variable), StringComparer.Ordinal),
        };
        var script = Text.Replace("PAYLOAD", Packed(PSSerializer.Serialize(payload, Travelling.Deepest + 2)), StringComparison.Ordinal);
        return script.Length <= MostCharacters
            ? script
            : throw Refusal.Of($"The script block and what it takes along are {script.Length} characters when packed, but at most {MostCharacters} travel.", null, "Put data into files, and let the block read them.");
    }

    private static string Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <summary>
    /// An error ends the point, also one that PowerShell by itself would go on after, and a program that fails. A parameter that is no text in any point comes as what it was.
    /// Parameters of a grid are not known here: they are what their text looks like.
    /// </summary>
    private const string Text = """
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        $ProgressPreference = 'SilentlyContinue'
        $PSStyle.OutputRendering = 'PlainText'
        & {
            $zip = [System.IO.Compression.GZipStream]::new([System.IO.MemoryStream]::new([Convert]::FromBase64String('PAYLOAD')), [System.IO.Compression.CompressionMode]::Decompress)
            $it = [System.Management.Automation.PSSerializer]::Deserialize([System.IO.StreamReader]::new($zip).ReadToEnd())
            Remove-Item Env:SCRIPT_BLOCK
            foreach ($name in $it.Using.Keys) { Set-Variable -Scope Script -Name $name -Value $it.Using[$name] }
            $point = [ordered]@{}
            foreach ($variable in Get-ChildItem Env:PARAM_*) {
                $name = $it.Names[$variable.Name] ?? $variable.Name.Substring(6)
                $isJson = $it.Names.ContainsKey($variable.Name) ? $it.Json -ccontains $variable.Name : $variable.Value -cmatch '^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$'
                $point[$name] = $isJson ? $($variable.Value -eq '' ? $null : (ConvertFrom-Json $variable.Value -NoEnumerate)) : $variable.Value
            }
            $with = @{}
            foreach ($name in $it.Declared) { if ($point.Contains($name)) { $with[$name] = $point[$name] } }
            $block = [scriptblock]::Create($it.Block)
            [pscustomobject]$point | ForEach-Object { & $block @with }
        }
        """;
}
