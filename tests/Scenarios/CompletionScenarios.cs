using Muster.Tests.Cli;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Completion as the shells themselves make it, over a store with runs.</summary>
public sealed class CompletionScenarios(DynamoServer dynamo, S3Server s3)
{
    [Fact]
    public async Task Bash_completes()
    {
        await using var scenario = await WithRunsAsync(ScenarioStore.Local);

        var lines = await InShellAsync(scenario, "bash", ["-c", """
            source <("$PROGRAM" completion bash)
            PATH=${PROGRAM%/*}:$PATH
            try() {
                COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=${2-9} COMP_WORDS=("${@:3}") COMP_CWORD=$(($# - 3)) COMPREPLY=()
                "$(complete -p muster | sed 's/.*-F \([^ ]*\) .*/\1/')" 2> >(cat >&2)
                (IFS='|'; echo "[${COMPREPLY[*]}]")
            }
            try 'muster sta' 9 muster sta
            try 'muster status ' 9 muster status ''
            try 'muster status sw' 63 muster status sw
            try 'muster points size --state=f' 9 muster points size --state = f
            try "muster --store '$MUSTER_STORE' status si" 9 muster --store "'$MUSTER_STORE'" status si
            try 'muster acct last --format index,st' 9 muster acct last --format index,st
            try 'muster submit fil' 9 muster submit fil
            try 'muster submit fil --output-id=fil' 9 muster submit fil --output-id = fil
            try 'muster --store fol' 9 muster --store fol
            try 'muster submit --after ok:si' 9 muster submit --after ok : si
            try 'muster nothing ' 9 muster nothing ''
            try 'muster run -- mapfil' 9 muster run -- mapfil
            try 'muster run -- ./fil' 9 muster run -- ./fil
            try 'muster run -- cat fil' 9 muster run -- cat fil
            """]);

        Assert.Equal(
            ["[status]", "[last|sweep|size-2]", "[sweep]", "[failed]", "[size-2]", "[index,state]", "[file one.yaml]", "[file one.yaml]", "[folder]", "[size-2]", "[]", "[mapfile]", "[./file one.yaml]", "[file one.yaml]"], lines);
    }

    [Fact]
    public async Task Bash_shows_what_the_words_mean_where_it_lists_them()
    {
        await using var scenario = await WithRunsAsync(ScenarioStore.Local);

        var lines = await InShellAsync(scenario, "bash", ["-c", """
            source <("$PROGRAM" completion bash)
            COLUMNS=30 COMP_LINE="$PROGRAM status s" COMP_POINT=${#COMP_LINE} COMP_TYPE=63 COMP_WORDS=("$PROGRAM" status s) COMP_CWORD=2
            _muster
            printf '%s\n' "${COMPREPLY[@]}"
            """]);

        Assert.Equal(2, lines.Count);
        Assert.StartsWith("sweep  (complete, 1 point, ", lines[0], StringComparison.Ordinal);
        Assert.Equal("size-2  (complete, 2 points, ", lines[1]);
    }

    [Fact]
    public async Task Fish_completes()
    {
        await using var scenario = await WithRunsAsync(ScenarioStore.Local);

        var lines = await InShellAsync(scenario, "fish", ["--no-config", "-c", """
            $PROGRAM completion fish | source
            set -x PATH (dirname $PROGRAM) $PATH
            for line in 'muster sta' 'muster status ' 'muster points size --state=f' "muster --store '$MUSTER_STORE' status si" 'muster acct last --format index,st' 'muster submit fil' 'muster --store fol' 'muster nothing ' 'muster run -- basenam' 'muster run -- cat fil'
                echo "[$(complete -C $line | string replace -r '\t.*' '' | string join -- '|')]"
            end
            complete -C 'muster status swe'
            """]);

        Assert.Equal(
            ["[status]", "[last|sweep|size-2]", "[--state=failed]", "[size-2]", "[index,state]", "[file one.yaml]", "[folder/]", "[]", "[basename]", "[file one.yaml]", lines[^1]], lines);
        Assert.StartsWith("sweep\tcomplete, 1 point, ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zsh_completes()
    {
        await using var scenario = await WithRunsAsync(ScenarioStore.Local);

        // A shell on a pseudo-terminal: each line is typed with a Tab, and Ctrl-X tells what the line has become.
        var lines = await InShellAsync(scenario, "zsh", ["-f", "-c", """
            zmodload zsh/zpty
            zpty -b shell 'TERM=dumb zsh -f -i'
            zpty -w shell "PS1='> '; unsetopt prompt_cr prompt_sp; PATH=${PROGRAM:h}:\$PATH; autoload -Uz compinit && compinit -D -u; source <(muster completion zsh)"
            zpty -w shell 'show() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show; bindkey "^X" show; print REA""DY'
            zpty -r shell seen '*READY*'
            for line in 'muster sta' 'muster results size --best=mi' "muster --store '$MUSTER_STORE' status si" 'muster acct last --format index,sta' 'muster submit fil' 'muster --store fol' 'muster run -- basenam' 'muster run -- cat fil' 'muster status '; do
                zpty -w -n shell "$line"$'\t\x18'
                zpty -r shell seen '*<<*>>*'
                print -r -- ${${seen##*<<}%%>>*}
            done
            print -r -- ${(M)${(f)seen}:#*-- complete, 2 points*}
            zpty -d shell
            """]);

        Assert.Equal(
            ["muster status ", "muster results size --best=min ", $"muster --store '{scenario.Store.Root}' status size-2 ", "muster acct last --format index,state", "muster submit file\\ one.yaml ", "muster --store folder/", "muster run -- basename ", "muster run -- cat file\\ one.yaml ", "muster status "],
            lines.SkipLast(1));
        Assert.Contains("size-2  -- complete, 2 points, ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PowerShell_completes()
    {
        await using var scenario = await WithRunsAsync(ScenarioStore.Local);

        var lines = await InShellAsync(scenario, "pwsh", ["-NoProfile", "-NonInteractive", "-Command", """
            $env:PATH = "$(Split-Path $env:PROGRAM):$env:PATH"
            muster completion powershell | Out-String | Invoke-Expression
            foreach ($line in 'muster sta', 'muster status ', 'muster points size --state=f', "muster --store '$env:MUSTER_STORE' status si", 'muster acct last --format index,st',
                'muster submit fil', 'muster submit --output-', 'muster delete sweep s', 'muster run -- muste', 'muster run -- cat fil') {
                $found = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
                "[$($found.CompletionText -join '|')]"
            }
            (TabExpansion2 -inputScript 'muster status swe' -cursorColumn 17).CompletionMatches[0].ToolTip
            """]);

        Assert.Equal(
            ["[status]", "[last|sweep|size-2]", "[--state=failed]", "[size-2]", "[state]", "['./file one.yaml']", "[--output-id]", "[size-2]", "[muster]", "['./file one.yaml']"],
            lines.SkipLast(1));
        Assert.StartsWith("complete, 1 point, ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_a_store_on_AWS_are_offered_and_nothing_is_made_on_this_machine()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("sweep.yaml", "name: sweep\ncommand: 'true'\ngrid: {x: [1]}\n"))).Code);
        await scenario.AssertNothingLeftAsync();
        Directory.Delete(scenario.Store.Root, recursive: true);

        var answer = await CompleteAsync(scenario, "--store", scenario.Address, "status", "");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("\nsweep\tcomplete, 1 point, ", answer.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scenario.Store.Root));
    }

    [Fact]
    public async Task Store_that_is_not_there_is_not_made()
    {
        await using var scenario = new Scenario();

        Assert.Equal(new(0, ":\n", ""), await CompleteAsync(scenario, "--store", scenario.Store.Root, "status", ""));
        Assert.False(Directory.Exists(scenario.Store.Root));
    }

    [Fact]
    public async Task Store_that_is_damaged_gives_nothing_and_stays_as_it_is()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.Store.Root);
        var rubbish = string.Concat(Enumerable.Repeat("this is no database; ", 500));
        await File.WriteAllTextAsync(scenario.Store.StoreFile, rubbish, TestContext.Current.CancellationToken);

        Assert.Equal(new(0, "", ""), await CompleteAsync(scenario, "--store", scenario.Store.Root, "status", ""));
        Assert.Equal(rubbish, await File.ReadAllTextAsync(scenario.Store.StoreFile, TestContext.Current.CancellationToken));
    }

    private static async Task<Answer> CompleteAsync(Scenario scenario, params string[] words)
    {
        scenario.Environment["MUSTER_COMPLETION_TIMEOUT"] = "60s";
        using var process = MusterProcess.Start(["complete", "--", .. words], scenario.Environment);
        return await process.EndAsync();
    }

    private static async Task<Scenario> WithRunsAsync(ScenarioStore store)
    {
        var scenario = await store.NewAsync();
        foreach (var (name, grid) in ((string, string)[])[("size-2", "[1, 2]"), ("sweep", "[1]")])
            Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write($"{name}.yaml", $"name: {name}\ncommand: 'true'\ngrid: {{x: {grid}}}\n"))).Code);
        Directory.CreateDirectory(scenario.At("typing/folder"));
        scenario.Write("typing/file one.yaml", "");
        return scenario;
    }

    /// <summary>Runs a shell in a folder with a file and a folder. <c>PROGRAM</c> is the path of a program <c>muster</c>.</summary>
    /// <returns>The lines that it wrote to standard output; it wrote nothing to standard error.</returns>
    private static async Task<IReadOnlyList<string>> InShellAsync(Scenario scenario, string shell, IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Join(folder, shell))), $"{shell} is not installed.");
        var program = scenario.Write("muster", $"#!/bin/sh\nexec '{string.Join("' '", MusterProcess.Words)}' \"$@\"\n");
        var environment = new Dictionary<string, string?>(scenario.Environment, StringComparer.Ordinal)
        {
            ["MUSTER_STORE"] = scenario.Store.Root, ["PROGRAM"] = program, ["HOME"] = scenario.At("typing"), ["XDG_CONFIG_HOME"] = null,
            ["MUSTER_COMPLETION_TIMEOUT"] = "60s",
        };
        using var process = MusterProcess.StartProgram("bash", ["-c", "chmod u+x \"$PROGRAM\" && cd \"$HOME\" && exec \"$@\"", "bash", shell, .. arguments], environment, shell);
        var answer = await process.EndAsync();
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Out.TrimEnd('\n').Split('\n');
    }
}
