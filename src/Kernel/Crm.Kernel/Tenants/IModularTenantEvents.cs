namespace Crm.Kernel.Tenants;

/// <summary>Hooks of a tenant's life. Migrations run in <see cref="ActivatingAsync"/>.</summary>
public interface IModularTenantEvents
{
    /// <summary>Before the first request is served, in feature order; a failure keeps the shell from being used.</summary>
    Task ActivatingAsync() => Task.CompletedTask;

    /// <summary>After every <see cref="ActivatingAsync"/>.</summary>
    Task ActivatedAsync() => Task.CompletedTask;

    /// <summary>When the shell is retired, after its last request.</summary>
    Task TerminatedAsync() => Task.CompletedTask;
}
