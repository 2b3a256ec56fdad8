using Muster.Cli;
using Muster.Cli.Rendering;

namespace Muster.Tests.Cli;

public class ScreenTests
{
    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=xterm NO_COLOR=", true)]
    [InlineData("TERM=dumb", false)]
    public void Colours_are_for_terminals_that_want_them(string environment, bool hasColor) =>
        Assert.Equal(hasColor, Of(environment).HasColor);

    [Fact]
    public void A_file_has_no_colours_and_no_width() =>
        Assert.Equal((null, false), (Of("TERM=xterm COLUMNS=40", isRedirected: true).Width, Of("TERM=xterm", isRedirected: true).HasColor));

    [Theory]
    [InlineData("COLUMNS=40", 40)]
    [InlineData("COLUMNS=132 TERM=dumb", 132)]
    public void The_width_is_what_COLUMNS_says(string environment, int width) => Assert.Equal(width, Of(environment).Width);

    [Fact]
    public void A_dumb_terminal_has_no_line_that_is_written_over() =>
        Assert.Equal((null, 40), (Of("COLUMNS=40 TERM=dumb").LineWidth, Of("COLUMNS=40").LineWidth));

    [Theory]
    [InlineData("LANG=de_DE.UTF-8", "…")]
    [InlineData("LANG=C.utf8", "…")]
    [InlineData("LANG=C", "..")]
    [InlineData("LANG=en_US.UTF-8 LC_ALL=C", "..")]
    [InlineData("LANG=en_US.UTF-8 LC_CTYPE=de_DE.ISO-8859-1", "..")]
    [InlineData("LANG=C LC_ALL= LC_CTYPE=C.UTF-8", "…")]
    public void What_is_cut_off_ends_in_what_the_locale_has(string environment, string cut) =>
        Assert.Equal((cut, cut), (Of(environment).Cut, Of(environment, isRedirected: true).Cut));

    [Theory]
    [InlineData(22, true, "ID  NAME\n17  a-long-name-of-a-…\n")]
    [InlineData(22, false, "ID  NAME\n17  a-long-name-of-a..\n")]
    [InlineData(11, true, "ID    17\nNAME  a-lon\n      g-nam\n      e-of-\n      a-run\n")]
    public void A_table_is_shortened_and_then_broken_into_blocks(int width, bool isUnicode, string shown)
    {
        var table = new Table(new("ID", IsNumber: true), new("NAME", Least: 8));
        table.Add("17", "a-long-name-of-a-run");
        using var writer = new StringWriter { NewLine = "\n" };

        table.Write(writer, new(width, HasColor: false) { IsUnicode = isUnicode });

        Assert.Equal(shown, writer.ToString());
    }

    [Fact]
    public void Blocks_of_a_table_that_is_written_in_parts_are_apart()
    {
        var table = new Table(new("A"), new("B"));
        using var writer = new StringWriter { NewLine = "\n" };
        foreach (var cell in (string[])["12345", "67890"])
        {
            table.Add(cell, "");
            table.Add(cell, "b");
            table.Write(writer, new(6, HasColor: false));
        }

        Assert.Equal("A  123\n   45\n\nA  123\n   45\nB  b\n\nA  678\n   90\n\nA  678\n   90\nB  b\n", writer.ToString());
    }

    private static Screen Of(string environment, bool isRedirected = false)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return Screen.OfProcess(isRedirected, name => variables.GetValueOrDefault(name));
    }
}
