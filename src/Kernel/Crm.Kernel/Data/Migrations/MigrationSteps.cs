using System.Reflection;

namespace Crm.Kernel.Data.Migrations;

/// <summary>The steps of a migration class by name: <c>Create[Async]</c>, <c>UpdateFromN[Async]</c>.</summary>
internal static class MigrationSteps
{
    /// <summary>The step that follows that version (0: none has run), or null when the migration is complete.</summary>
    public static MethodInfo? After(DataMigration migration, int version)
    {
        var name = version == 0 ? "Create" : $"UpdateFrom{version}";
        var type = migration.GetType();
        return type.GetMethod(name, Type.EmptyTypes) ?? type.GetMethod($"{name}Async", Type.EmptyTypes);
    }

    /// <summary>Runs a step; returns the version reached.</summary>
    /// <exception cref="DataMigrationException">The step failed.</exception>
    public static async Task<int> RunAsync(DataMigration migration, MethodInfo step)
    {
        try
        {
            return step.Invoke(migration, BindingFlags.DoNotWrapExceptions, null, null, null) switch
            {
                int version => version,
                Task<int> pending => await pending,
                _ => throw new InvalidOperationException("It must return int or Task<int>."),
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new DataMigrationException(migration.GetType(), step.Name, exception);
        }
    }
}

/// <summary>A step of a migration failed; nothing of it is kept, and it runs again at the tenant's next activation.</summary>
public sealed class DataMigrationException(Type migration, string step, Exception reason)
    : Exception($"The migration {migration.FullName} failed in {step}: {reason.Message}", reason);
