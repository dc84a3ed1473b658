using Crm.Kernel.Hosting;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Users.Tests;

internal static class Faults
{
    /// <summary>What the tenant's error log holds, for the message of a failed test.</summary>
    public static string Of(TestHost host) => string.Join("\n", host.Services.GetRequiredService<ErrorLog>().List("Default").Select(error => error.Details));
}
