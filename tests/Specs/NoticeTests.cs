namespace Muster.Tests.Specs;

public class NoticeTests
{
    [Fact]
    public void Settings_without_effect_here_are_named_in_one_line()
    {
        var (reading, _) = Reading.Text("""
            command: echo
            ttl: 1h
            defaults: {spot: true}
            max_concurrent_per_region: 2
            budget: 5
            params:
            - {ami: ami-12345678, x: 1}
            """);

        Assert.Equal(["ttl", "ami", "spot"], reading.Ignored);
        Assert.Equal("This machine ignores: ttl, ami, spot (they take effect on EC2; the file stays portable).", reading.Notice);
    }

    [Fact]
    public void One_setting_without_effect_is_one()
    {
        var (reading, _) = Reading.Text("command: echo\nregion: eu-west-1\ngrid: {x: [1]}\n");
        Assert.Equal("This machine ignores: region (it takes effect on EC2; the file stays portable).", reading.Notice);
    }

    [Fact]
    public void Where_all_settings_have_an_effect_there_is_no_notice()
    {
        var (reading, _) = Reading.Text("command: echo\nmax_concurrent_per_region: 2\nlaunch_delay: 1s\nbudget: 0\ngrid: {x: [1]}\n");
        Assert.Null(reading.Notice);
        Assert.Empty(reading.Ignored);
    }
}
