using Crm.Kernel.Tenants;
using Crm.Testing;

namespace Crm.Kernel.Tests.Tenants;

public sealed class TenantAddressTests
{
    [Theory]
    [InlineData("Acme", "api", "The prefix 'api' is reserved.")]
    [InlineData("Acme", "Admin", "The prefix 'Admin' is reserved.")]
    [InlineData("Acme", "healthz", "The prefix 'healthz' is reserved.")]
    [InlineData("Acme", "crm.contacts", "The prefix 'crm.contacts' is reserved.")]
    [InlineData("Acme", "..", "The prefix is one path segment of letters, digits, '-', '_' or '.'.")]
    [InlineData("Acme", "a/b", "The prefix is one path segment of letters, digits, '-', '_' or '.'.")]
    [InlineData("../Acme", "a", "A tenant's name has 1 to 50 letters, digits, '-' or '_', and begins with a letter.")]
    [InlineData("Acme", "", "The tenant Default already answers at this host and prefix.")]
    public async Task A_name_or_prefix_that_would_lead_elsewhere_is_refused(string name, string prefix, string sentence)
    {
        await using var host = await TestHost.StartAsync();
        var refused = await Assert.ThrowsAsync<ShellSettingsException>(() => host.Shells.UpdateShellSettingsAsync(new ShellSettings { Name = name, RequestUrlPrefix = prefix }));
        Assert.Equal(sentence, refused.Message);
        Assert.Null(host.Shells.TryGetSettings(name));
    }
}
