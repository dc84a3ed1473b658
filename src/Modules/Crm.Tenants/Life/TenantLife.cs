using System.Security.Cryptography;
using Crm.Kernel.Tenants;
using Crm.Tenants.Profiles;
using Crm.Tenants.Rules;
using Crm.Tenants.Trash;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.Life;

/// <summary>What can be done with a tenant; pages and API do it here.</summary>
internal sealed class TenantLife(IShellHost shells, TenantRules rules, FeatureProfiles profiles, TenantTrash trash, IStringLocalizer<TenantLife> s)
{
    /// <summary>Makes the tenant, waiting to be set up. Broken rules keep it from being made.</summary>
    public async Task<IReadOnlyList<Refusal>> CreateAsync(TenantDraft draft)
    {
        if (await CheckAsync(draft, rules.CheckNew(draft)) is { Count: > 0 } refusals)
        {
            return refusals;
        }

        var settings = new ShellSettings { Name = draft.Name, State = TenantState.Uninitialized };
        settings["Secret"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        settings["DatabaseProvider"] = draft.IsPostgres ? "Postgres" : "Sqlite";
        if (draft.IsPostgres)
        {
            settings["ConnectionString"] = draft.ConnectionString;
            settings["Schema"] = TenantRules.SchemaOf(draft);
        }

        await ApplyAsync(settings, draft);
        return [];
    }

    /// <summary>Changes address, description and profiles; the tenant is built anew.</summary>
    public async Task<IReadOnlyList<Refusal>> EditAsync(ShellSettings settings, TenantDraft draft)
    {
        draft = draft with { Name = settings.Name };
        if (await CheckAsync(draft, rules.CheckEdit(draft)) is { Count: > 0 } refusals)
        {
            return refusals;
        }

        await ApplyAsync(settings, draft);
        return [];
    }

    /// <summary>Stops a running tenant. Null when done, else why not.</summary>
    public async Task<string?> StopAsync(ShellSettings settings)
    {
        if (settings.IsDefault)
        {
            return s["The Default tenant cannot be stopped: it is the one you are working in."];
        }

        if (settings.State is not TenantState.Running)
        {
            return s["The tenant {0} is not running.", settings.Name];
        }

        settings.State = TenantState.Disabled;
        await shells.UpdateShellSettingsAsync(settings);
        return null;
    }

    /// <summary>Starts a stopped tenant. Null when done, else why not.</summary>
    public async Task<string?> StartAsync(ShellSettings settings)
    {
        if (settings.State is not TenantState.Disabled)
        {
            return s["The tenant {0} is not stopped.", settings.Name];
        }

        settings.State = TenantState.Running;
        await shells.UpdateShellSettingsAsync(settings);
        return null;
    }

    /// <summary>Moves a tenant to the trash, where it stays for 30 days. Null when done, else why not.</summary>
    public async Task<string?> RemoveAsync(ShellSettings settings)
    {
        if (settings.IsDefault)
        {
            return s["The Default tenant cannot be deleted."];
        }

        if (settings.State is TenantState.Running or TenantState.Initializing)
        {
            return s["Stop the tenant {0} first: nobody can be working in what is deleted.", settings.Name];
        }

        await trash.PutAsync(settings);
        return null;
    }

    /// <summary>Where a tenant that waits is set up by whoever has the link.</summary>
    public static string SetupAddress(ShellSettings settings, string root)
        => AddressOf(settings, root).TrimEnd('/') + $"/setup?token={settings["Secret"]}";

    /// <summary>Where a tenant is found.</summary>
    /// <param name="root">Scheme, host and port of the request.</param>
    public static string AddressOf(ShellSettings settings, string root)
    {
        var host = settings.RequestUrlHost.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(name => !name.StartsWith('*'));
        var at = new UriBuilder(root);
        if (host is not null)
        {
            var parts = host.Split(':');
            at.Host = parts[0];
            at.Port = parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : at.Port;
        }

        at.Path = settings.RequestUrlPrefix.Trim('/');
        return at.Uri.ToString();
    }

    private async Task<List<Refusal>> CheckAsync(TenantDraft draft, IReadOnlyList<Refusal> refusals)
    {
        var known = await profiles.ListAsync();
        return [.. refusals, .. draft.FeatureProfiles.Where(id => !known.ContainsKey(id)).Select(id => new Refusal(nameof(TenantDraft.FeatureProfiles), s["There is no feature profile “{0}”.", id]))];
    }

    private async Task ApplyAsync(ShellSettings settings, TenantDraft draft)
    {
        settings.RequestUrlHost = draft.RequestUrlHost.Trim();
        settings.RequestUrlPrefix = draft.RequestUrlPrefix.Trim('/', ' ');
        settings["Description"] = draft.Description;
        settings["Category"] = draft.Category;
        settings["FeatureProfile"] = string.Join(',', draft.FeatureProfiles);
        settings[FeatureRules.Key] = await profiles.RulesOfAsync(draft.FeatureProfiles);
        if (settings.State is TenantState.Uninitialized)
        {
            settings["RecipeName"] = draft.RecipeName;
        }

        await shells.UpdateShellSettingsAsync(settings);
    }
}
