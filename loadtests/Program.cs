return await ShopFloorTwin.LoadTests.Commands.LoadTestCommandLine.RunAsync(args);
