using Muster.Cli;
using Muster.Cli.Templates;

namespace Muster.Tests.Cli;

public sealed class TemplateCommandTests : IDisposable
{
    private const string Own = """
        # Steps of mine.
        # WHAT: What is done.
        queue_name: "{{NAME:mine}}"
        max_parallel: {{N:2}}
        jobs:
        - {job_id: only, command: 'echo "$WHAT"', env: {WHAT: "{{WHAT}}"}}

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("muster-templates-");
    private readonly CliRig cli;

    public TemplateCommandTests() => cli = Rig(null as Queue<string>);

    [Fact]
    public async Task The_list_has_what_is_built_in_and_what_is_ones_own_over_it()
    {
        Write("mine.yaml", Own);
        Write("etl.json", """{"jobs": [{"job_id": "{{A}}", "command": "true"}]}""");
        Write("broken.yml", "a: {{ B }}\n");
        Write("notes.txt", "no template");

        var answer = await cli.RunAsync("template", "list");

        Assert.Equal((ExitCode.Done, "CONFIG/broken.yml:1:4: '{{ B }}' is no variable: its name has letters, digits and '_', does not begin with a digit, and is followed by '}}' or ':'. Write {{B}}. For two braces as text write {\\u007b in double quotes.\n"), (answer.Code, Short(answer.Error)));
        Snapshot.Matches("template-list.txt", answer.Out);
        Snapshot.Matches("template-list.json", Short((await cli.RunAsync("template", "list", "--json")).Out));
    }

    [Fact]
    public async Task One_template_is_shown_with_its_variables_and_text()
    {
        Write("mine.yaml", Own);

        Assert.Equal(
            new(ExitCode.Done, $"""
                Template mine (yours: CONFIG/mine.yaml)
                Steps of mine.

                VARIABLE  DEFAULT          ABOUT
                WHAT      (must be given)  What is done.
                NAME      mine
                N         2

                {Own}
                """, ""),
            Short(await cli.RunAsync("template", "show", "mine")));
        Assert.Equal(new(ExitCode.Done, Own, ""), await cli.RunAsync("template", "show", "mine", "--text"));
        Snapshot.Matches("template-show.json", Short((await cli.RunAsync("template", "show", "mine", "--json")).Out));
        Snapshot.Matches("template-show.txt", (await cli.RunAsync("template", "show", "ml-pipeline")).Out);
    }

    [Fact]
    public async Task A_broken_template_is_shown_with_its_problems_and_fails()
    {
        const string Text = "jobs: [{job_id: a, command: x {{C}}}]\n";
        Write("broken.yml", Text);
        const string Problem = "CONFIG/broken.yml:1:31: {{C}} stands in text without double quotes, where a value could change more than itself. Put the whole text in double quotes, in one line.\n";

        var answer = Short(await cli.RunAsync("template", "show", "broken"));

        Assert.Equal((ExitCode.Usage, Problem), (answer.Code, answer.Error));
        Assert.EndsWith(Text, answer.Out, StringComparison.Ordinal);
        Assert.Equal(new(ExitCode.Usage, Text, Problem), Short(await cli.RunAsync("template", "show", "broken", "--text")));
        Assert.Equal((ExitCode.Usage, ""), (await cli.RunAsync("template", "show", "broken", "--json")) is var json ? (json.Code, json.Error) : default);
    }

    [Theory]
    [InlineData("template show mein", "There is no template 'mein'. There are ci-cd, data-processing, etl, ml-pipeline, simple-sequential. Your own would be in CONFIG.")]
    [InlineData("template show elt", "There is no template 'elt'. Did you mean 'etl'? There are ci-cd, data-processing, etl, ml-pipeline, simple-sequential. Your own would be in CONFIG.")]
    [InlineData("template generate etl --var SOURCE", "--var is 'SOURCE'; it is NAME=VALUE, such as --var INPUT=data.csv. See 'muster template --help'.")]
    [InlineData("template generate etl -o /", "--output is /, which is a directory. Name a file, such as /queue.json.")]
    [InlineData("template generate etl -o /there/is/no/folder", "--output is /there/is/no/folder, but there is no directory /there/is/no. Make it, or name a file elsewhere.")]
    [InlineData("template init etl", "'muster template init' asks, and there is no terminal to ask on. Give the values beforehand: muster template generate NAME --var NAME=VALUE")]
    [InlineData("submit", "'muster submit' needs FILE, or --template NAME. See 'muster submit --help'.")]
    [InlineData("submit a.yaml --template etl", "'muster submit' runs a file or a template, but a.yaml and --template etl are given. Leave one out.")]
    [InlineData("submit a.yaml --var A=b", "--var is for templates, but a.yaml is a file. Leave it out, or name a template: --template NAME")]
    [InlineData("submit --template elt", "There is no template 'elt'. Did you mean 'etl'? There are ci-cd, data-processing, etl, ml-pipeline, simple-sequential. Your own would be in CONFIG.")]
    public async Task Wrong_usage_says_what_is_wrong(string line, string message) =>
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {message}\n"), Short(await cli.RunAsync(line.Split(' '))));

    [Fact]
    public async Task Several_files_of_one_name_are_told()
    {
        Write("mine.yaml", Own);
        Write("mine.json", "{}");

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: There are several templates 'mine': CONFIG/mine.json, CONFIG/mine.yaml. Keep one, and rename or remove the others.\n"),
            Short(await cli.RunAsync("template", "show", "mine")));
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_told()
    {
        Write("mine.json", "");
        await File.WriteAllBytesAsync(Path.Join(Config, "mine.json"), [0xff], TestContext.Current.CancellationToken);

        Assert.Equal(new(ExitCode.Usage, "", "muster: CONFIG/mine.json: The template is not UTF-8 text. Save it as UTF-8.\n"), Short(await cli.RunAsync("template", "generate", "mine")));
    }

    [Fact]
    public async Task A_queue_file_is_generated_to_standard_output_or_into_a_file_that_is_not_there()
    {
        Write("mine.yaml", Own);
        var file = Path.Join(folder.FullName, "q.yaml");
        const string Text = "queue_name: \"mine\"\nmax_parallel: 2\njobs:\n- {job_id: only, command: 'echo \"$WHAT\"', env: {WHAT: \"a=\\\"b\\\"\"}}\n";
        string[] line = ["template", "generate", "mine", "--var", "WHAT=a=\"b\""];

        Assert.Equal(new(ExitCode.Done, Text, ""), await cli.RunAsync(line));
        Assert.Equal(new(ExitCode.Done, "", $"Wrote {file}: mine, 1 job.\n"), await cli.RunAsync([.. line, "-o", file]));
        Assert.Equal(Text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {file} is there already, and is left as it is. Name another file, or give --force to replace it.\n"), await cli.RunAsync([.. line, "-o", file, "--var", "N=3"]));
        Assert.Equal(Text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Done, (await cli.RunAsync([.. line, "-o", file, "--var", "N=3", "--force"])).Code);
        Assert.Equal(Text.Replace("parallel: 2", "parallel: 3", StringComparison.Ordinal), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Single(folder.GetFiles());
    }

    [Theory]
    [InlineData("template generate etl --var SORCE=a --var LOAD_ATTEMPTS=x")]
    [InlineData("submit --template etl --var SORCE=a --var LOAD_ATTEMPTS=x")]
    [InlineData("submit --template etl --var SORCE=a --var LOAD_ATTEMPTS=x --dry-run")]
    public async Task All_that_is_wrong_with_variables_is_told_at_once_wherever_they_are_given(string line) => Assert.Equal(
        new(ExitCode.Usage, "", """
            etl: There is no variable 'SORCE'. Did you mean SOURCE?
            etl: SOURCE and DESTINATION must be given: --var SOURCE=... --var DESTINATION=... The template takes SOURCE (must be given), DESTINATION (must be given), EXTRACT_COMMAND, TRANSFORM_COMMAND, LOAD_COMMAND, VALIDATE_COMMAND, EXTRACT_ATTEMPTS, LOAD_ATTEMPTS, EXTRACT_TIMEOUT, TRANSFORM_TIMEOUT, LOAD_TIMEOUT, VALIDATE_TIMEOUT, GLOBAL_TIMEOUT and QUEUE_NAME.
            etl: LOAD_ATTEMPTS is 'x', but must be a number such as 4 or 0.5, or true or false, since it stands outside of quotes.

            """),
        await cli.RunAsync(line.Split(' ')));

    [Fact]
    public async Task A_template_is_submitted_as_a_file_with_its_text_is()
    {
        var file = Path.Join(folder.FullName, "etl.json");
        string[] values = ["--var", "SOURCE=a", "--var", "DESTINATION=b"];
        await cli.RunAsync(["template", "generate", "etl", .. values, "-o", file]);

        var ofFile = await cli.RunAsync("submit", file, "--dry-run");
        var ofTemplate = await cli.RunAsync(["submit", "--template", "etl", .. values, "--dry-run"]);

        Assert.Equal((ofFile.Code, ofFile.Out.Replace(folder.FullName, Directory.GetCurrentDirectory(), StringComparison.Ordinal)), (ofTemplate.Code, ofTemplate.Out));
        Assert.Equal(ofFile.Error.Replace(file, "etl", StringComparison.Ordinal), ofTemplate.Error);
    }

    [Fact]
    public async Task The_wizard_asks_until_each_answer_is_good_and_writes_the_file()
    {
        Write("mine.yaml", Own);
        var file = Path.Join(folder.FullName, "q.yaml");
        var asked = Rig("7", "mien", "mine", "", "it", "last", "", "0", "x", "3");

        Assert.Equal(
            new(ExitCode.Done, "", $"""
                Templates:
                  1. ci-cd: Checks out a repository with git, builds, tests and deploys it, and looks whether what
                     was deployed answers.
                  2. data-processing: Downloads the files of a folder in S3, processes them side by side, aggregates
                     what came of it and uploads that.
                  3. etl: Extracts data from a source, transforms it, loads it into a destination and validates what
                     is there.
                  4. mine: Steps of mine.
                  5. ml-pipeline: Prepares data, trains a model on it, evaluates the model and exports it.
                  6. simple-sequential: Runs up to three commands one after the other; each starts when the one
                     before it has succeeded.
                Which one (1-6 or its name)?   There is no template '7'.
                Which one (1-6 or its name)?   There is no template 'mien'. Did you mean 'mine'?
                Which one (1-6 or its name)? Steps of mine.
                Enter takes the value in brackets.
                What is done.
                WHAT:   WHAT is empty, but must have a value.
                WHAT: NAME [mine]:   'queue_name' is 'last', but must be 1 to 100 letters, digits and the characters . _ -, beginning
                  with a letter or digit, and not 'last'.
                NAME [mine]: N [2]:   'max_parallel' is 0, but must be a whole number from 1 to 1000000.
                N [2]:   N is 'x', but must be a number such as 4 or 0.5, or true or false, since it stands outside of
                  quotes.
                N [2]: Wrote {file}: mine, 1 job.

                """),
            await asked.RunAsync("template", "init", "-o", file));
        Assert.Equal("queue_name: \"mine\"\nmax_parallel: 3\njobs:\n- {job_id: only, command: 'echo \"$WHAT\"', env: {WHAT: \"it\"}}\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("template init -o {file}")]
    [InlineData("template init simple-sequential -o {file}", "true", "", "")]
    public async Task Answers_that_end_early_leave_nothing_behind(string line, params string[] answers)
    {
        var file = Path.Join(folder.FullName, "q.json");

        var answer = await Rig(answers).RunAsync(line.Replace("{file}", file, StringComparison.Ordinal).Split(' '));

        Assert.Equal((ExitCode.Failed, ""), (answer.Code, answer.Out));
        Assert.EndsWith("\nThe input ended before all was answered, so nothing was written.\n", answer.Error, StringComparison.Ordinal);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task The_wizard_asks_nothing_where_its_file_is_there_already()
    {
        var file = Path.Join(folder.FullName, "q.json");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: {file} is there already, and is left as it is. Name another file, or give --force to replace it.\n"),
            await Rig("1").RunAsync("template", "init", "-o", file));
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_wizards_answer_that_cannot_be_written_is_told()
    {
        using var full = FullStream.OfFullDisk();

        var answer = await Rig("true", "", "", "", "", "", "", "").RunOverAsync(full, "template", "init", "simple-sequential", "-o", "-");

        Assert.Equal(ExitCode.CouldNotTell, answer.Code);
        Assert.EndsWith("Make room there, or send it elsewhere, and ask again.\n", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/config", "/home/ada", "/config/muster/templates")]
    [InlineData("", "/home/ada", "/home/ada/.config/muster/templates")]
    [InlineData("relative", "/home/ada", "/home/ada/.config/muster/templates")]
    [InlineData("", "", null)]
    public void Templates_of_ones_own_are_in_the_config_directory(string config, string home, string? path)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = config, ["HOME"] = home };

        Assert.Equal(path, TemplateFolder.Of(name => environment.GetValueOrDefault(name)));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Config => Path.Join(folder.FullName, "muster", "templates");

    private CliRig Rig(params string[] answers) => Rig(new Queue<string>(answers));

    private CliRig Rig(Queue<string>? answers)
    {
        var rig = new CliRig { Answers = answers, HasStore = false };
        rig.Environment["XDG_CONFIG_HOME"] = folder.FullName;
        return rig;
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Config);
        File.WriteAllText(Path.Join(Config, name), text);
    }

    private string Short(string text) => text.Replace(Config, "CONFIG", StringComparison.Ordinal);

    private Answer Short(Answer answer) => answer with { Out = Short(answer.Out), Error = Short(answer.Error) };
}
