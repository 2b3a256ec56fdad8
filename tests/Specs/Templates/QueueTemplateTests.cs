using Muster.Specs;
using Muster.Specs.Templates;

namespace Muster.Tests.Specs.Templates;

public class QueueTemplateTests
{
    private const string Json = """
        # Builds and tests.
        # Note: in one folder.
        # TARGET: What is built,
        #   by its name.
        # CASES: How many cases.
        {
          "queue_name": "{{NAME:nightly}}",
          "max_parallel": {{CASES:2}},
          "env": {"TARGET": "{{TARGET}}", "BOTH": "{{TARGET}}/{{NAME}}"},
          "jobs": [{"job_id": "build", "command": "make \"$TARGET\"", "timeout": "{{TIMEOUT:1h}}"}]
        }

        """;

    [Fact]
    public void A_template_tells_what_it_does_and_its_variables_in_the_order_of_its_head()
    {
        var template = QueueTemplate.Parse("nightly", Json, SpecFormat.Json);

        Assert.Empty(template.Errors);
        Assert.Equal(("Builds and tests.", "Note: in one folder."), (template.Summary, template.Details));
        Assert.Equal(
            [new("TARGET", null, true, "What is built, by its name."), new("CASES", "2", false, "How many cases."), new("NAME", "nightly", true, ""), new("TIMEOUT", "1h", true, "")],
            template.Variables);
    }

    [Fact]
    public void Values_and_defaults_stand_in_the_file_and_the_head_does_not()
    {
        var filled = QueueTemplate.Parse("nightly", Json, SpecFormat.Json).Fill([new("TARGET", "a \"b\""), new("CASES", "3")]);

        Assert.Equal(
            """
            {
              "queue_name": "nightly",
              "max_parallel": 3,
              "env": {"TARGET": "a \"b\"", "BOTH": "a \"b\"/nightly"},
              "jobs": [{"job_id": "build", "command": "make \"$TARGET\"", "timeout": "1h"}]
            }

            """,
            filled.Text);
        Assert.Equal(3, filled.Read("/sweeps", () => Stream.Null).Spec!.Graph!.MaxParallel);
    }

    [Fact]
    public void All_that_is_wrong_with_values_is_told_at_once() => Assert.Equal(
        """
        nightly: There is no variable 'TARGETT'. Did you mean TARGET?
        nightly: There is no variable 'x'.
        nightly: CASES is given twice. Give it once.
        nightly: TARGET must be given: --var TARGET=... The template takes TARGET (must be given), CASES, NAME and TIMEOUT.
        nightly: CASES is 'two', but must be a number such as 4 or 0.5, or true or false, since it stands outside of quotes.
        nightly: NAME holds half a character, which UTF-8 cannot hold.
        """,
        Errors(Json, SpecFormat.Json, ("TARGETT", "a"), ("x", ""), ("CASES", "two"), ("CASES", "2"), ("NAME", "\ud800")));

    [Fact]
    public void Several_variables_that_are_missing_are_named_together() => Assert.Equal(
        "t: A, B and C must be given: --var A=... --var B=... --var C=... The template takes A (must be given), B (must be given) and C (must be given).",
        Errors("""{"jobs": [{"job_id": "{{A}}{{B}}", "command": "{{C}}"}]}""", SpecFormat.Json));

    [Fact]
    public void A_variable_without_a_default_is_not_empty_and_one_with_may_be()
    {
        Assert.Equal("t: A is empty, but must have a value.", Errors("""{"jobs": [{"job_id": "a", "command": "true {{A}}"}]}""", SpecFormat.Json, ("A", "")));
        Assert.Equal("", Errors("""{"jobs": [{"job_id": "a", "command": "true {{A:}}"}]}""", SpecFormat.Json));
        Assert.Equal("", Errors("""{"jobs": [{"job_id": "a", "command": "true {{A:x}}"}]}""", SpecFormat.Json, ("A", "")));
    }

    [Fact]
    public void A_value_that_the_file_cannot_have_is_told_at_its_place_in_the_template_with_its_variable() => Assert.Equal(
        """
        nightly:8:19: 'max_parallel' is 0, but must be a whole number from 1 to 1000000. This is the variable CASES.
        nightly:10:74: 'timeout' of job 'build' is 'soon', but must be a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d, from 1ms to 365d. This is the variable TIMEOUT.
        """,
        Errors(Json, SpecFormat.Json, ("TARGET", "two\nlines"), ("CASES", "0"), ("TIMEOUT", "soon")));

    [Fact]
    public void Values_that_the_file_cannot_have_are_told_together_with_what_is_missing_and_unknown() => Assert.Equal(
        """
        nightly: There is no variable 'x'.
        nightly: TARGET must be given: --var TARGET=... The template takes TARGET (must be given), CASES, NAME and TIMEOUT.
        nightly:8:19: 'max_parallel' is 0, but must be a whole number from 1 to 1000000. This is the variable CASES.
        nightly:10:74: 'timeout' of job 'build' is 'soon', but must be a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d, from 1ms to 365d. This is the variable TIMEOUT.
        """,
        Errors(Json, SpecFormat.Json, ("x", ""), ("CASES", "0"), ("TIMEOUT", "soon")));

    [Fact]
    public void All_problems_of_a_template_are_told_whatever_their_kind() => Assert.Equal(
        """
        t:3:14: '{{ B }}' is no variable: its name has letters, digits and '_', does not begin with a digit, and is followed by '}}' or ':'. Write {{B}}. For two braces as text write {\u007b in double quotes.
        t:4:14: {{C}} stands in text without double quotes, where a value could change more than itself. Put the whole text in double quotes, in one line.
        t:5:14: D has the default '2' here, but '1' in line 1. Give it one; it holds everywhere.
        """,
        string.Join('\n', QueueTemplate.Parse("t", "env: {D: \"{{D:1}}\"}\njobs:\n- job_id: \"a-{{ B }}\"\n  command: x {{C}}\n  env: {E: \"x{{D:2}}\"}\n", SpecFormat.Yaml).Errors));

    [Fact]
    public void A_value_of_several_variables_names_them_all() => Assert.Equal(
        "t:1:22: 'job_id' of job 1 is 'a b', but must be 1 to 100 letters, digits and the characters . _ -, beginning with a letter or digit. This has the variables A and B.",
        Errors("""{"jobs": [{"job_id": "{{A}}{{B}}", "command": "x"}]}""", SpecFormat.Json, ("A", "a "), ("B", "b")));

    [Fact]
    public void Placeholders_that_are_none_are_told_at_once_with_the_variables_that_are_missing() => Assert.Equal(
        """
        t:1:30: '{{ B }}' is no variable: its name has letters, digits and '_', does not begin with a digit, and is followed by '}}' or ':'. Write {{B}}. For two braces as text write {\u007b in double quotes.
        t:1:38: '{{1}}' is no variable: its name has letters, digits and '_', does not begin with a digit, and is followed by '}}' or ':'. For two braces as text write {\u007b in double quotes.
        t:1:44: '{{.Id}}' is no variable: its name has letters, digits and '_', does not begin with a digit, and is followed by '}}' or ':'. For two braces as text write {\u007b in double quotes.
        t:1:66: '{{' begins a variable, such as {{INPUT}} or {{MODEL:small}}, but no '}}' follows in its line. For two braces as text write {\u007b in double quotes.
        t: A must be given: --var A=... The template takes A (must be given).
        """,
        Errors("""{"jobs": [{"job_id": "{{A}}-x{{ B }} {{1}} {{.Id}}", "command": "{{C"}]}""", SpecFormat.Json));

    [Theory]
    [InlineData("""{"jobs": [{"job_id": "a", "command": "\{{A:x}}"}]}""", "t:1:40: {{A:x}} cannot stand here: it stands within double quotes, but not in an escape such as \\ or \\u, or it stands in place of a whole number, true or false.")]
    [InlineData("""{"jobs": [{"job_id": "a", "command": "\u00{{A:41}}"}]}""", "t:1:43: {{A:41}} cannot stand here: it stands within double quotes, but not in an escape such as \\ or \\u, or it stands in place of a whole number, true or false.")]
    [InlineData("""{"jobs": [{"job_id": "a", "command": "x"}], "max_parallel": 1{{A:2}}}""", "t:1:62: {{A:2}} cannot stand here: it stands within double quotes, but not in an escape such as \\ or \\u, or it stands in place of a whole number, true or false.")]
    [InlineData("""{"jobs": [{"job_id": "a", "command": {{A:x}}}]}""", "t:1:38: {{A:x}} stands outside of quotes, but its default is no number, nor true or false. Put it in double quotes if it is text.")]
    [InlineData("""{"jobs": [{"job_id": "{{A:1}}", "command": "{{A:2}}"}]}""", "t:1:45: A has the default '2' here, but '1' in line 1. Give it one; it holds everywhere.")]
    [InlineData("""{"jobs": [{"job_id": "{{A:1}}" "command": "x"}]}""", "t:1:32: This breaks JSON's grammar: '\"' is invalid after a value. Expected either ',', '}', or ']'.")]
    public void A_placeholder_in_JSON_stands_in_text_or_for_a_whole_value(string text, string error) => Assert.Equal(error, Errors(text, SpecFormat.Json));

    [Theory]
    [InlineData("a {{A:x}}", "t:4:14: {{A:x}} stands in text without double quotes, where a value could change more than itself. Put the whole text in double quotes, in one line.")]
    [InlineData("'{{A:x}}'", "t:4:13: {{A:x}} stands in text without double quotes, where a value could change more than itself. Put the whole text in double quotes, in one line.")]
    [InlineData("|\n    {{A:x}}", "t:5:5: {{A:x}} stands in text without double quotes, where a value could change more than itself. Put the whole text in double quotes, in one line.")]
    [InlineData("x # {{A:x}}", "t:4:16: {{A:x}} stands in no value. Move it into one, or write the variable without braces.")]
    [InlineData("{{A:x}}", "t:4:12: {{A:x}} stands outside of quotes, but its default is no number, nor true or false. Put it in double quotes if it is text.")]
    [InlineData("\"\\x{{A:41}}\"", "t:4:12: This breaks YAML's grammar: While scanning a quoted scalar, did not find expected hexadecimal number.")]
    public void A_placeholder_in_YAML_stands_in_double_quotes_or_for_a_whole_value(string value, string error) =>
        Assert.Equal(error, Errors($"# é: a head\njobs:\n- job_id: a\n  command: {value}\n", SpecFormat.Yaml));

    [Fact]
    public void In_YAML_values_go_where_they_are_meant_to() => Assert.Equal(
        "queue_name: \"q\"\nmax_parallel: 3\njobs: [{job_id: \"a\", command: \"echo \\\"\\u2028\\u0020\"}]\n",
        QueueTemplate.Parse("t", "queue_name: \"{{Q}}\"\nmax_parallel: {{N:3}}\njobs: [{job_id: \"a\", command: \"echo {{C}}\"}]\n", SpecFormat.Yaml).Fill([new("Q", "q"), new("C", "\"\u2028 ")]).Text);

    [Fact]
    public void A_template_of_a_sweep_file_is_none() => Assert.Equal(
        "t: This makes a sweep file, but a template makes queue files: with 'jobs', and without 'params', 'grid' and 'defaults'.",
        Errors("command: \"echo {{A:x}}\"\ngrid: {x: [1]}\n", SpecFormat.Yaml));

    [Theory]
    [InlineData("TIMEOUT", "1h", "")]
    [InlineData("TIMEOUT", "soon", "'timeout' of job 'build' is 'soon', but must be a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d, from 1ms to 365d.")]
    [InlineData("CASES", "0", "'max_parallel' is 0, but must be a whole number from 1 to 1000000.")]
    [InlineData("CASES", "x", "CASES is 'x', but must be a number such as 4 or 0.5, or true or false, since it stands outside of quotes.")]
    [InlineData("TARGET", "", "TARGET is empty, but must have a value.")]
    [InlineData("NAME", "last", "'queue_name' is 'last', but must be 1 to 100 letters, digits and the characters . _ -, beginning with a letter or digit, and not 'last'.")]
    public void One_value_is_judged_before_the_others_are_known(string name, string value, string problem)
    {
        var template = QueueTemplate.Parse("t", Json, SpecFormat.Json);

        Assert.Equal(problem, string.Join('\n', template.ProblemsOf(template.Variables.Single(variable => variable.Name == name), value, [])));
    }

    private static string Errors(string text, SpecFormat format, params (string Name, string Value)[] values) => string.Join('\n',
        QueueTemplate.Parse(text == Json ? "nightly" : "t", text, format).Fill([.. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]).Read("/sweeps", () => Stream.Null).Errors);
}
