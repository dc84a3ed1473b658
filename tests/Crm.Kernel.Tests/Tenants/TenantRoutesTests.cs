using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Tests.Tenants;

public sealed class TenantRoutesTests
{
    private readonly List<(ShellSettings, string)> _tenants = [];

    [Fact]
    public void The_narrowest_address_wins()
    {
        Tenant("port-prefix", "a.org:8080", "crm");
        Tenant("host-prefix", "a.org", "crm");
        Tenant("port", "a.org:8080", "");
        Tenant("host", "a.org", "");
        Tenant("prefix", "", "crm");
        Tenant("wild-prefix", "*.a.org", "crm");
        Tenant("wild", "*.a.org", "");
        Tenant("Default", "", "");

        Assert.Equal("port-prefix", Asked("a.org:8080", "/crm/x"));
        Assert.Equal("host-prefix", Asked("a.org:9", "/crm/x"));
        Assert.Equal("port", Asked("a.org:8080", "/x"));
        Assert.Equal("host", Asked("a.org:9", "/x"));
        Assert.Equal("prefix", Asked("b.org", "/crm"));
        Assert.Equal("prefix", Asked("b.a.org", "/crm")); // a prefix alone comes before wildcard hosts
        Assert.Equal("wild", Asked("b.a.org", "/x"));
        Assert.Equal("Default", Asked("b.org", "/x"));
    }

    [Fact]
    public void A_longer_wildcard_wins_and_its_prefix_before_its_bare_host()
    {
        Tenant("short", "*.org", "");
        Tenant("long", "*.a.org", "");
        Tenant("long-prefix", "*.a.org", "crm");

        Assert.Equal("long", Asked("x.a.org", "/"));
        Assert.Equal("long-prefix", Asked("x.a.org", "/CRM/y"));
        Assert.Equal("short", Asked("a.org", "/"));
    }

    [Fact]
    public void Nobody_answers_at_an_unknown_host()
    {
        Tenant("Default", "a.org", "");
        Assert.Null(Asked("b.org", "/"));
    }

    [Fact]
    public void A_disabled_tenant_is_not_there()
    {
        Tenant("off", "a.org", "", TenantState.Disabled);
        Assert.Null(Asked("a.org", "/"));
        Tenant("Default", "", "");
        Assert.Equal("Default", Asked("a.org", "/"));
    }

    [Fact]
    public void Default_comes_before_another_tenant_without_an_address()
    {
        Tenant("another", "", "");
        Assert.Equal("another", Asked("a.org", "/"));
        Tenant("Default", "", "");
        Assert.Equal("Default", Asked("a.org", "/"));
    }

    [Theory]
    [InlineData("/crmx/y")]
    [InlineData("/x/crm")]
    [InlineData("/")]
    public void Only_the_whole_first_segment_is_a_prefix(string path)
    {
        Tenant("prefix", "", "crm");
        Assert.Null(Asked("a.org", path));
    }

    private void Tenant(string name, string host, string prefix, TenantState state = TenantState.Running)
        => _tenants.Add((new ShellSettings { Name = name, RequestUrlHost = host, RequestUrlPrefix = prefix, State = state }, name));

    private string? Asked(string host, string path) => new TenantRoutes<string>(_tenants).Find(new HostString(host), path)?.Tenant;
}
