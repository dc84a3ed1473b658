using Crm.Kernel.Users;
using Microsoft.AspNetCore.Builder;

namespace Crm.Kernel.Hosting;

/// <summary>How a host is built; tests and commands say more than <c>Program.cs</c>.</summary>
public sealed record CrmHostOptions
{
    /// <summary>The command line, read as configuration.</summary>
    public string[] Args { get; init; } = [];

    /// <summary>The application whose references are the modules; the entry assembly when null.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>The folder that relative paths start from; the current one when null.</summary>
    public string? ContentRoot { get; init; }

    /// <summary>"Production" when null and nothing else says otherwise.</summary>
    public string? Environment { get; init; }

    /// <summary>The folder <c>App_Data</c>; else <c>CRM_DATA</c>, <c>ORCHARD_APP_DATA</c> or <c>App_Data</c> below the content root.</summary>
    public string? Data { get; init; }

    /// <summary>The folder of foreign modules; else <c>CRM_PLUGINS</c> or <c>plugins</c> below the content root.</summary>
    public string? Plugins { get; init; }

    /// <summary>How dear it is to try a password.</summary>
    public PasswordCost Passwords { get; init; } = new();

    /// <summary>Changes the builder before the host's own services are added.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}
