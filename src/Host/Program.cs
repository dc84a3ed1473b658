return await Crm.Kernel.Commands.CrmCommands.RunAsync(args);
