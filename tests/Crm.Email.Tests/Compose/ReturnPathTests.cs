using System.Security.Cryptography;
using Crm.Email.Compose;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Compose;

/// <summary>What comes back says of which message it speaks, and nobody else can make it say so.</summary>
public sealed class ReturnPathTests
{
    private static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void An_address_names_its_message_whatever_a_server_did_to_its_case()
    {
        for (var turn = 0; turn < 50; turn++)
        {
            var id = ContentId.New();
            var address = ReturnPath.AddressOf(id, "noel.example", s_key);

            Assert.InRange(address.IndexOf('@', StringComparison.Ordinal), 1, 64);
            Assert.Matches(@"^b\+[a-z2-7]+@noel\.example$", address);
            Assert.Equal(id, ReturnPath.MessageOf(address, s_key));
            Assert.Equal(id, ReturnPath.MessageOf(address.ToUpperInvariant(), s_key));
        }
    }

    [Fact]
    public void An_address_that_was_made_up_or_is_of_another_tenant_names_none()
    {
        var address = ReturnPath.AddressOf("4abc", "noel.example", s_key);

        Assert.Null(ReturnPath.MessageOf(address, RandomNumberGenerator.GetBytes(32)));
        Assert.Null(ReturnPath.MessageOf(address.Replace("b+", "b+a", StringComparison.Ordinal), s_key));
        Assert.Null(ReturnPath.MessageOf("c" + address[1..], s_key));
        foreach (var rubbish in new[] { "", "@", "b+", "b+@x", "b+!!!!@x", "b+" + new string('a', 500) + "@x", "zoe@example.org" })
        {
            Assert.Null(ReturnPath.MessageOf(rubbish, s_key));
        }

        for (var at = 2; at < address.IndexOf('@', StringComparison.Ordinal) - 1; at++)
        {
            var other = address[at] == 'a' ? 'b' : 'a';
            Assert.Null(ReturnPath.MessageOf(address[..at] + other + address[(at + 1)..], s_key));
        }

        Assert.Throws<ArgumentException>(() => ReturnPath.AddressOf(new string('a', 27), "noel.example", s_key));
    }

    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task The_secret_lies_in_the_tenants_database_and_is_each_tenants_own(string database)
    {
        var (tenant, other) = (await EmailTenant.SharedAsync(database), await EmailTenant.SharedAsync(database == "Sqlite" ? "Postgres" : "Sqlite"));
        var address = await tenant.InAsync(services => services.GetRequiredService<ReturnPath>().OfAsync("4abc", "noel.example"));

        Assert.Equal("4abc", await tenant.InAsync(services => services.GetRequiredService<ReturnPath>().MessageOfAsync(address)));
        Assert.Null(await other.InAsync(services => services.GetRequiredService<ReturnPath>().MessageOfAsync(address)));
    }
}
