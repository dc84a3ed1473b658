using System.Text.RegularExpressions;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Localization;
using Npgsql;

namespace Crm.Tenants.Rules;

/// <summary>What a tenant's name, address and database must be. All broken rules are told at once.</summary>
internal sealed partial class TenantRules(IShellHost shells, IExtensionManager extensions, IStringLocalizer<TenantRules> s)
{
    /// <summary>First path segments that belong to every tenant, the Default one among them.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
        { "api", "healthz", "admin", "media", "lib", "login", "logout", "logoff", "setup", "autosetup", "error" };

    /// <summary>Looks at a new tenant.</summary>
    public IReadOnlyList<Refusal> CheckNew(TenantDraft draft)
    {
        var refusals = new List<Refusal>();
        CheckName(draft.Name, refusals);
        CheckAddress(draft, refusals);
        CheckDatabase(draft, refusals);
        return refusals;
    }

    /// <summary>Looks at the changed address of a tenant that exists; name and database stay what they are.</summary>
    public IReadOnlyList<Refusal> CheckEdit(TenantDraft draft)
    {
        var refusals = new List<Refusal>();
        CheckAddress(draft, refusals);
        return refusals;
    }

    private void CheckName(string name, List<Refusal> refusals)
    {
        if (name.Length == 0)
        {
            refusals.Add(new(nameof(TenantDraft.Name), s["Give the tenant a name."]));
        }
        else if (name.Length > 50 || !Name().IsMatch(name))
        {
            refusals.Add(new(nameof(TenantDraft.Name), s["The name “{0}” will not do: begin with a letter, then letters, digits, - and _ only, at most 50.", name]));
        }
        else if (shells.TryGetSettings(name) is not null)
        {
            refusals.Add(new(nameof(TenantDraft.Name), s["There is a tenant named “{0}” already.", name]));
        }
    }

    private void CheckAddress(TenantDraft draft, List<Refusal> refusals)
    {
        var hosts = Hosts(draft.RequestUrlHost);
        var before = refusals.Count;
        if (draft.RequestUrlPrefix.Length > 0)
        {
            CheckPrefix(draft.RequestUrlPrefix, refusals);
        }

        refusals.AddRange(hosts.Where(host => !Host().IsMatch(host))
            .Select(host => new Refusal(nameof(TenantDraft.RequestUrlHost), s["“{0}” is not a host name. Write shop.example.org, *.example.org or shop.example.org:8080.", host])));
        if (draft.RequestUrlPrefix.Length == 0 && hosts.Count == 0 && !IsDefault(draft.Name))
        {
            refusals.Add(new(nameof(TenantDraft.RequestUrlPrefix), s["Give a prefix or a host name: the plain address belongs to the Default tenant."]));
        }

        if (refusals.Count == before)
        {
            CheckFree(draft, hosts, refusals);
        }
    }

    private void CheckPrefix(string prefix, List<Refusal> refusals)
    {
        if (prefix.Length > 50 || !Prefix().IsMatch(prefix))
        {
            refusals.Add(new(nameof(TenantDraft.RequestUrlPrefix), s["The prefix “{0}” will not do: letters, digits, - and _ only, beginning with a letter or digit, at most 50.", prefix]));
        }
        else if (s_reserved.Contains(prefix) || extensions.GetExtensions().Any(module => module.Id.Equals(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            refusals.Add(new(nameof(TenantDraft.RequestUrlPrefix), s["The prefix “{0}” is reserved: every tenant has pages there. Choose another.", prefix]));
        }
    }

    private void CheckFree(TenantDraft draft, IReadOnlyList<string> hosts, List<Refusal> refusals)
    {
        foreach (var other in shells.GetAllSettings())
        {
            if (other.Name.Equals(draft.Name, StringComparison.OrdinalIgnoreCase)
                || !other.RequestUrlPrefix.Trim('/').Equals(draft.RequestUrlPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var theirs = Hosts(other.RequestUrlHost);
            if (theirs.Count == 0 && hosts.Count == 0 && draft.RequestUrlPrefix.Length > 0)
            {
                refusals.Add(new(nameof(TenantDraft.RequestUrlPrefix), s["The prefix “{0}” is taken by the tenant {1}.", draft.RequestUrlPrefix, other.Name]));
            }

            refusals.AddRange(theirs.Intersect(hosts, StringComparer.OrdinalIgnoreCase)
                .Select(host => new Refusal(nameof(TenantDraft.RequestUrlHost), s["The address {0} is taken by the tenant {1}.", $"{host}/{draft.RequestUrlPrefix}".TrimEnd('/'), other.Name])));
        }
    }

    private void CheckDatabase(TenantDraft draft, List<Refusal> refusals)
    {
        if (draft.DatabaseProvider.Length > 0 && !draft.IsPostgres && !draft.DatabaseProvider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            refusals.Add(new(nameof(TenantDraft.DatabaseProvider), s["There is no database “{0}”: choose Sqlite or Postgres.", draft.DatabaseProvider]));
        }

        if (!draft.IsPostgres)
        {
            return;
        }

        if (!IsConnectionString(draft.ConnectionString))
        {
            refusals.Add(new(nameof(TenantDraft.ConnectionString), s["Give PostgreSQL’s connection string, as Host=db.example.org;Database=crm;Username=crm;Password=…"]));
        }

        var schema = SchemaOf(draft);
        if (!Schema().IsMatch(schema) || schema.StartsWith("pg_", StringComparison.Ordinal) || schema == "information_schema")
        {
            refusals.Add(new(nameof(TenantDraft.Schema), s["The schema “{0}” will not do: small letters, digits and _ only, beginning with a letter, at most 60.", schema]));
        }
        else if (shells.GetAllSettings().FirstOrDefault(other => other["Schema"] == schema && SameServer(other["ConnectionString"], draft.ConnectionString)) is { } owner)
        {
            refusals.Add(new(nameof(TenantDraft.Schema), s["The schema “{0}” is taken by the tenant {1}.", schema, owner.Name]));
        }
    }

    /// <summary>The schema asked for, or the one made from the name.</summary>
    public static string SchemaOf(TenantDraft draft)
        => draft.Schema.Length > 0 ? draft.Schema : draft.Name.ToLowerInvariant().Replace('-', '_');

    private static bool IsDefault(string name) => name.Equals(ShellSettings.DefaultShellName, StringComparison.OrdinalIgnoreCase);

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool SameServer(string? one, string other)
    {
        if (one is null || !IsConnectionString(one) || !IsConnectionString(other))
        {
            return false;
        }

        var (a, b) = (new NpgsqlConnectionStringBuilder(one), new NpgsqlConnectionStringBuilder(other));
        return a.Host == b.Host && a.Port == b.Port && a.Database == b.Database;
    }

    private static IReadOnlyList<string> Hosts(string text) => text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*\z")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(:[0-9]{1,5})?\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,59}\z")]
    private static partial Regex Schema();
}
