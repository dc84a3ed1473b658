using Crm.Email.Compose;

namespace Crm.Email.Tests.Bounces;

/// <summary>The address that a letter was sent under is seen in what comes back, and proves which letter it was.</summary>
public sealed class TiedToLetterTests
{
    [Fact]
    public void The_return_address_of_a_letter_comes_back_whole()
    {
        var (message, key) = ("4dkhq1z5r8c2x7n9vbw3tmfyg6", new byte[32]);
        var address = ReturnPath.AddressOf(message, "example.com", key);

        var mail = Raw.Read(Raw.Notice("failure notice", "<nadine@example.org>:\n550 5.1.1 no such user"), address);

        Assert.Equal(address, mail.ReturnAddress);
        Assert.Equal(message, ReturnPath.MessageOf(mail.ReturnAddress, key));
    }
}
