using Crm.Kernel.Files;

namespace Crm.Kernel.Tests.Files;

public sealed class MediaPathTests
{
    [Theory]
    [InlineData("../a.png")]
    [InlineData("a/../../b.png")]
    [InlineData("..")]
    [InlineData("./a.png")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b.png")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("..\\a.png")]
    [InlineData("C:\\a.png")]
    [InlineData("C:a.png")]
    [InlineData("a\0.png")]
    [InlineData("a\n.png")]
    [InlineData(".htaccess")]
    [InlineData("a/.git/b.png")]
    [InlineData("a.png.")]
    [InlineData("a.png ")]
    [InlineData(" a.png")]
    [InlineData("CON.png")]
    [InlineData("a/nul")]
    [InlineData("lpt1.tar.gz")]
    [InlineData("<script>alert(1)</script>.png")]
    [InlineData("a\"b.png")]
    [InlineData("photo\u202Egnp.exe")]
    [InlineData("a\u200Bb.png")]
    [InlineData("a\u2028b.png")]
    [InlineData("\uD83D.png")]
    public void A_path_that_leads_out_hides_or_deceives_may_not_be(string path) => Assert.False(MediaPath.IsValid(path));

    [Theory]
    [InlineData("a.png")]
    [InlineData("été 2026/père noël (2).jpg")]
    [InlineData("🎅🏽 🧑‍🎄.png")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿.png")]
    [InlineData("صورة.png")]
    [InlineData("תמונה/ספר.pdf")]
    [InlineData("100 % & more #1 + it's.txt")]
    [InlineData("a..b.png")]
    [InlineData("console.png")]
    public void Letters_of_every_script_and_emoji_may_be(string path) => Assert.True(MediaPath.IsValid(path));

    [Fact]
    public void A_name_is_measured_in_the_bytes_the_disk_counts()
    {
        Assert.True(MediaPath.IsName(new string('a', 200)));
        Assert.False(MediaPath.IsName(new string('é', 101)));
    }

    [Fact]
    public void The_address_carries_every_name_whole()
        => Assert.Equal("~/media/p%C3%A8re%20no%C3%ABl/a%23b%25c%3F.png", MediaPath.Address("père noël/a#b%c?.png"));

    [Theory]
    [InlineData("private", true)]
    [InlineData("Private/a.png", true)]
    [InlineData("privates/a.png", false)]
    [InlineData("a/private/b.png", false)]
    public void Only_the_folder_private_itself_is_private(string path, bool isPrivate) => Assert.Equal(isPrivate, MediaPath.IsPrivate(path));
}
